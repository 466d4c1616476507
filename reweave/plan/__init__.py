"""Plans: operations on notes as a file that programs and people write, read, edit, and have carried out."""
