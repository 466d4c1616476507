"""The first state of an attempt: the base, and the configuration that it holds."""

from reweave.extras import require
from reweave.git.branch_name import branch_ref
from reweave.git.delivery import Delivery
from reweave.git.target import Target
from reweave.run.committed_config import committed_config
from reweave.run.committed_notes import CommittedNotes
from reweave.run.signature import commit_signature
from reweave.run.state import RunSession, RunState


def start(session: RunSession) -> RunState:
    """Return the state before the first stage: commits would go onto the base, and no note is read yet.

    Raises:
        ReweaveError: the base is not a commit, the configuration or an option is wrong, or an extra is not installed.
    """
    base = session.resolve_base()
    prefix, config = committed_config(session.repository, base)
    session.cache.keep_for(prefix, config)
    options = session.options
    if config.run.weave if options.weave is None else options.weave:
        require("weave", "adding missing edges")  # known before the notes are read
    signature = commit_signature(config.run, options.author, options.trailers)
    branch = options.branch or config.run.branch
    if options.shard is not None:
        branch = options.shard.branch(branch)
    return RunState(
        session=session,
        base=base,
        prefix=prefix,
        config=config,
        is_note=config.note_filter(prefix).matches,
        signature=signature,
        target=Target(branch, branch_ref(branch), None, base),
        committed=CommittedNotes(session.repository, base, prefix, {}, ()),
        delivery=Delivery("", branch, (), ()),
    )
