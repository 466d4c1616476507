"""Words that every text of a language has, as data: in a small vault their frequency does not tell them apart."""

from collections.abc import Collection

_FEWEST = 3
"""So many of its function words tell that a text is in a language: some are content words of another one."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LANGUAGES = (
    # English, beyond the stop words of the ranker
    _set(
        "see also else use used uses using get gets make makes way thing things lot really even still already "
        "always often never ever back like new good one two first last many much say says said go goes come comes "
        "take takes know let put way want need etc don doesn didn isn aren wasn weren won wouldn couldn shouldn "
        "hasn haven hadn ll ve re"
    ),
    # German
    _set(
        "der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim "
        "bis da dabei dadurch dafür daher damit dann dass davon dazu denn deren dessen diese diesem diesen dieser "
        "dieses doch durch er es etwa etwas für gegen genug gibt hat haben hier ihr ihre im immer in ins ist ja "
        "jede jeder jedes kann kein keine können man mehr mit muss nach nicht noch nur ob ohne schon sehr sein "
        "seine sich sie siehe sind so soll sollte sondern sowie über um und uns unter viel viele vom von vor war "
        "waren was wegen weil welche wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwischen"
    ),
    # French
    _set(
        "le la les un une des du de et ou mais au aux ce ces cet cette ceci cela ça comme dans en est sont était "
        "être avoir ont par pas plus pour que qui quoi dont où se ses son sa leur leurs lui nous vous ils elle "
        "elles on il je tu sur sous sans avec si très tout tous toute toutes ne ni même aussi alors ainsi donc car "
        "entre chez fait faire peut peuvent deux voir qu lorsqu puisqu jusqu aujourd hui"
    ),
    # Spanish
    _set(
        "el la los las un una unos unas de del y o pero a al ante bajo con contra desde en entre hacia hasta para "
        "por según sin sobre tras que quien cual cuyo donde cuando como si no ni más menos muy mucho muchos "
        "también es son era ser está están fue han ha hay se su sus lo le les me te nos este esta estos estas ese "
        "esa eso esto aquel todo todos cada otro otra puede pueden porque así ya ver"
    ),
    # Portuguese
    _set(
        "o os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sob sobre entre até "
        "desde e ou mas que quem qual cujo onde quando como se não nem mais menos muito muitos também é são era "
        "ser está estão foi foram tem têm há seu sua seus suas lhe nos este esta estes estas esse essa isso isto "
        "aquele ao aos à às todo todos toda cada outro outra pode podem porque assim já ver quanto deve ter sendo"
    ),
    # Italian
    _set(
        "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla "
        "dai in nel nello nella nei negli nelle con su sul sulla per tra fra e ed o ma che chi cui dove quando "
        "come se non né più meno molto molti anche è sono era essere ha hanno si suo sua suoi sue loro ci vi ne "
        "questo questa questi queste quello quella ogni altro altra può possono perché così già vedi quindi viene "
        "vengono ad dell nell all dall sull quell quest ecc"
    ),
    # Dutch
    _set(
        "de het een en of maar van voor met op in aan bij naar uit over onder door om te tot dat die dit deze wat "
        "wie waar wanneer hoe als niet geen meer minder veel ook is zijn was waren wordt worden werd heeft hebben "
        "kan kunnen zal zou moet er hij zij ze wij je hun haar dan dus nog wel al zo want omdat tussen tegen zie"
    ),
    # Swedish, Danish, Norwegian
    _set(
        "och og i på att at det den de en ett et som är er var av af för for med till til om inte ikke men eller "
        "kan ska skal har hade havde från fra så vid ved när når hur hvordan vad hvad denna denne detta dette där "
        "der också også mer mere än end bara blir bliver ut upp ned efter under över over mellan mellem"
    ),
    # Polish
    _set(
        "i w we z ze na do od po za o u dla przez przy pod nad bez jest są był była było być nie tak że to ten ta "
        "te tego tej tym który która które się jak co czy ale lub albo oraz a więc także też już tylko może można "
        "bardzo gdy kiedy gdzie ich jego jej"
    ),
    # Russian
    _set(
        "и в во не что он она оно они на я с со как а то все так его но да ты к у же вы за бы по ее мне было вот "
        "от меня еще нет о из ему теперь когда даже ну ли если или ни быть был была были него до вас уже вам ведь "
        "там потом себя ей может тут где есть надо для мы тебя их чем сам чтобы без чего раз тоже себе под будет "
        "этот эта это эти того потому какой при об через над больше между который которая которые"
    ),
)


def function_words(words: Collection[str]) -> frozenset[str]:
    """Return the function words of the languages that a text is in, as its words show."""
    hits = [len(language.intersection(words)) for language in _LANGUAGES]
    most = max(hits[1:])
    told = (
        language for language, found in zip(_LANGUAGES, hits, strict=True) if found >= _FEWEST and 2 * found >= most
    )
    return _LANGUAGES[0].union(*told)
