"""Invented articles, short and long, in eleven languages. Every page of the corpus is built around some."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    lang: str
    title: str
    author: str
    day: str
    text: tuple[str, ...]


FERRY = Story("en", "Ferry stays until the bridge is mended", "Ivo Bell", "2025-11-19", (
    "The council of Eastmere voted on Monday to keep the old ferry running until the bridge has been repaired.",
    "Mayor Ada Quill said that the work would take eleven months and cost more than had been planned. "
    "The fares, which have not changed since 2011, stay as they are.",
    "A second boat will be hired for the summer.",
))  # fmt: skip
WELLS = Story("en", "Three wells in Lund reopen after tests", "Una Rook", "2024-03-02", (
    "Three wells in the north of Lund were opened again on Friday, after tests had found no trace of the oil "
    "that leaked from a depot in January.",
    "“We drank the first glass ourselves,” said Per Aune, who leads the waterworks. Some two thousand people "
    "had fetched their water from tankers for six weeks.",
))  # fmt: skip
COUNT = Story("en", "Recount moves one seat in Harrow Vale", "Tilda Marsh", "2023-06-11", (
    "A recount in Harrow Vale has moved one seat from the Growers to the Harbour List.",
    "The difference was four votes out of 31,207. Both parties had sent observers, and both signed the record "
    "at two in the morning.",
    "The new council meets for the first time on 1 July; it has to elect a mayor that day, or wait until autumn.",
    "Nobody objected.",
))  # fmt: skip
LIBRARY = Story("en", "Library keeps its evening hours", "Oona Kestrel", "2022-10-05", (
    "The town library of Marsh End stays open until nine in the evening.",
    "The finance committee withdrew its plan to close at six, after 1,900 people had signed a petition that a "
    "night nurse started in the reading room. The hours cost 41,000 crowns a year, which the committee will now "
    "take from the budget for a fountain.",
))  # fmt: skip
TRAM = Story("en", "Tram drivers and city agree on rest breaks", "Conrad Elling", "2025-02-14", (
    "Tram drivers in Ostermere will get a break of ten minutes after every second round, the city and the "
    "drivers' union said late on Thursday.",
    "The strike that had been called for Monday is off.",
    "Both sides had argued for nine months about the length of the break and about who would pay for the extra "
    "twelve drivers. The city pays for eight of them, the company for four.",
    "The agreement runs for three years.",
))  # fmt: skip
MUSEUM = Story("en", "Museum returns a drum to the island of Sarn", "Yara Benedek", "2021-05-30", (
    "The national museum will return a ceremonial drum to the island of Sarn, from where it was taken in 1894.",
    "The board decided so on Sunday by seven votes to two. The drum travels by ship in August, with its keeper "
    "and a humidity logger beside it, and will be played once before it goes behind glass.",
))  # fmt: skip
FEUERWEHR = Story("de", "Feuerwehr in Ostertal bekommt ein neues Haus", "Sunniva Barr", "2025-01-22", (
    "Der Gemeinderat von Ostertal hat am Dienstag den Bau eines neuen Feuerwehrhauses beschlossen.",
    "Das alte Gebäude an der Mühlgasse ist seit dem Hochwasser im Juni feucht und darf nur noch im "
    "Erdgeschoss betreten werden. Der Neubau kostet 3,2 Millionen Kronen und soll in zwei Jahren fertig sein.",
    "Die Gegenstimmen kamen von der Liste Unterdorf, die eine Sanierung für billiger hält.",
))  # fmt: skip
ECOLE = Story("fr", "L'école de Belrive garde ses deux classes", "Maud Perrin", "2024-09-03", (
    "L'école de Belrive gardera ses deux classes à la rentrée, a annoncé lundi l'inspection.",
    "Le village comptait 31 élèves au printemps, un de moins que le seuil. Deux familles se sont installées "
    "depuis dans l'ancienne gare, avec cinq enfants en tout.",
    "« On a failli fermer pour une signature », soupire le maire, qui avait écrit trois lettres au ministère.",
))  # fmt: skip
PUERTO = Story("es", "El puerto de Almarena limita los cruceros", "Inés Tovar", "2025-04-08", (
    "El puerto de Almarena recibirá como máximo dos cruceros al día a partir de mayo, según decidió el pleno "
    "municipal el lunes por la noche.",
    "La medida llega después de un verano en el que hasta siete barcos coincidieron en el muelle viejo. Los "
    "comerciantes del centro pidieron una compensación, que el ayuntamiento estudiará en otoño.",
))  # fmt: skip
PONTE = Story("it", "Riapre il ponte di Valnera", "Dario Lunghi", "2023-11-12", (
    "Dopo quattordici mesi di lavori riapre domani mattina il ponte di Valnera, chiuso per una crepa nel "
    "secondo pilone.",
    "Il sindaco ha ringraziato gli autisti degli scuolabus, che hanno percorso ogni giorno trenta chilometri in "
    "più. Per i mezzi pesanti resta il limite di venti tonnellate fino alla primavera.",
))  # fmt: skip
BALSA = Story("pt", "Balsa de Rio Manso volta a funcionar", "Lia Prado", "2024-12-01", (
    "A balsa de Rio Manso voltou a funcionar no sábado, três semanas depois da cheia que levou o cais.",
    "A travessia é gratuita até o fim de janeiro. A prefeitura promete uma ponte há vinte anos, e o novo projeto "
    "deve ser votado em março, se o estado liberar a sua parte do dinheiro.",
))  # fmt: skip
TARG = Story("pl", "Targ w Dębowie zostaje na rynku", "Lena Wrona", "2022-06-17", (
    "Sobotni targ w Dębowie zostaje na rynku, choć radni chcieli go przenieść za dworzec.",
    "Za przeniesieniem głosowało sześciu radnych, przeciw było dziewięciu. Handlarze zebrali w dwa tygodnie "
    "cztery tysiące podpisów i przynieśli je na sesję w skrzynkach po jabłkach.",
))  # fmt: skip
SCHOOL_RU = Story("ru", "В Лесногорске открыли новую школу", "Вера Лужина", "2023-09-01", (
    "В Лесногорске первого сентября открыли новую школу на шестьсот мест, которую строили четыре года.",
    "Старое здание у реки закрыли ещё весной из-за трещин в стене. Теперь дети из двух посёлков будут ездить на "
    "автобусе, который отправляется каждые двадцать минут.",
))  # fmt: skip
BRIDGE_ZH = Story("zh", "临河大桥推迟到明年春天通车", "林晓", "2024-10-20", (
    "临河市议会周一表决通过，旧渡轮将继续运行，直到大桥完成修复为止，票价保持不变。",
    "市长表示，修复工程大约需要十一个月，费用比原计划高出两成。两岸居民今年春天曾收集四千个签名，反对停运。",
    "议会将在夏季休会之前决定是否再租一艘船。",
))  # fmt: skip
BUS_JA = Story("ja", "東浜町の夜行バス、来春まで継続へ", "森田葵", "2025-03-11", (
    "東浜町議会は十日、廃止が検討されていた夜行バスを来年春まで続けることを賛成多数で決めた。",
    "町によると、利用者は一日平均十九人で、年間の費用は約四百万円に上る。議員の一人は「病院へ通う人の足を残したい」と話した。",
))  # fmt: skip
WATER_AR = Story("ar", "المجلس يؤجل رسوم المياه في وادي النخيل", "ليلى منصور", "2024-05-06", (
    "قرر مجلس بلدية وادي النخيل يوم الاثنين تأجيل رسوم المياه الجديدة حتى نهاية العام المقبل.",
    "وقال رئيس المجلس إن الشبكة تحتاج إلى إصلاح قبل أي زيادة، وإن الأسر في الأحياء القديمة لا تحصل على الماء سوى "
    "ثلاث ساعات في اليوم. وسيعرض التقرير النهائي على السكان في الخريف.",
))  # fmt: skip

LONG = Story("en", "How the night train came back", "Henrik Sala", "2021-02-03", (
    "The last night train between Ostermere and the coast left on a Sunday in December 2014, with nine people on "
    "board and a brass band on the platform that nobody had asked to come.",
    "For six years the ministry said that there was no demand. The figures came from the last season, in which the "
    "train had run without its sleeping cars, because those had been lent to a film.",
    "What changed was a question in parliament. Marta Lindqvist, then in her first month as a member, asked how many "
    "seats the figures were based on. The answer, which came after eleven weeks, was forty.",
    "The committee for transport called three witnesses. One of them, a retired guard, brought his notebooks, in "
    "which he had written down every passenger since 1987 by name of station and by weather.",
    "“In February it was never under two hundred,” he said, “and in the fog it was more, because nobody flies in "
    "fog.” The chair asked for the notebooks to be copied, and the copying took a week.",
    "In the vote that followed the ministry lost by three voices. The train has run again since Wednesday, on "
    "three nights a week, and it has its sleeping cars.",
))  # fmt: skip
LONG_TOO = Story("en", "What the valley pays for its water", "Per Aune", "2021-02-01", (
    "Every household in the northern valley pays the same for its water, whether it lives beside the spring or at "
    "the end of forty kilometres of pipe, and has done so since the league of villages was founded.",
    "The new charges would end that. A draft that was passed around in January names five zones, and puts a price "
    "on each: the upper villages would pay half of what they pay today, the lower ones almost double.",
    "The league's own engineer has warned that the figures rest on a survey from the seventies, in which two of the "
    "reservoirs are missing and a third is drawn on the wrong side of the river.",
    "At the meeting in Arnsfoot people stood as far as the stairs. A farmer read out the bill of her grandmother, "
    "which she had found in a tin, and asked whether anyone could tell her what had become cheaper since.",
    "A decision is expected in the spring. Until then the old charges hold, and so does the promise of the league "
    "that no pipe will be closed while people argue about it in good faith.",
))  # fmt: skip

SHORT = (
    FERRY, WELLS, FEUERWEHR, ECOLE, COUNT, PUERTO, BRIDGE_ZH, SCHOOL_RU, WATER_AR, TRAM, LIBRARY, MUSEUM, PONTE,
    BALSA, TARG, BUS_JA,
)  # fmt: skip
