"""Names of notes that are days, weeks, months or years of a journal."""

import re

from reweave.weave.stated.tokens import word_set

_DATE = re.compile(
    r"[0-9]{4}[-_. /]?(?:[0-9]{2}(?:[-_. /]?[0-9]{2})?|W[0-9]{2}|Q[1-4])?|[0-9]{1,2}[-_. /][0-9]{1,2}[-_. /][0-9]{2,4}"
)
_PART = re.compile(r"[0-9]+|[^\W\d_]+")
_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "º", "ª", "de", "of", "the", "del", "do", "di", "le", "den"])
_WORDS = word_set(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    januar februar märz mai juni juli oktober dezember mär okt dez
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta quinta sexta feira
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    kw day week month quarter year daily weekly monthly quarterly yearly woche monat tag jahr semaine mois jour semana
    mes mês dia settimana mese giorno maand неделя
    log logs journal diary tagebuch diario diário journal dagboek дневник
    """
)
_WEEKS, _YEARS = 53, range(1900, 2100)


def is_journal_name(name: str) -> bool:
    """Return whether a name is a date, or consists of numbers of one and of words for parts of a year or a journal."""
    name = name.strip()
    if _DATE.fullmatch(name):
        return True
    parts = _PART.findall(name.casefold())
    words = [part for part in parts if not part.isdecimal()]
    numbers = [int(part) for part in parts if part.isdecimal()]
    if not numbers or not _WORDS.intersection(words) or not _WORDS.union(_ORDINALS).issuperset(words):
        return False
    return all(number <= _WEEKS or number in _YEARS for number in numbers)
