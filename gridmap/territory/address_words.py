"""The words and signs that addresses are written with, and one way of writing them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from gridmap.territory.numerals import CHINESE_NUMERAL, arabic

__all__ = [
    "BARE",
    "SIDES",
    "TOKEN",
    "Kind",
    "code",
    "is_code",
    "is_latin",
    "one_writing",
    "plain",
    "without_remarks",
]

# Longer ones are a slip of the columns.
_LONGEST: Final = 200
_TRADITIONAL: Final = str.maketrans(
    "號樓棟單層門廈邨莊園區鄉鎮鎭裡裏後東舊對廣國華橋館鐵龍麗賓廠場陽陰興榮銀銅錦組縣灣崗嶺島"
    "潤澤濱環車馬鳥魚鳳鶴雞貝財鋼長開關間閣聞雙親觀現頤順風飛養駿騰鹽麥黃齊萬與專業叢絲綠維網"
    "線經紅紡級紀約純終蘇蘭藍藝藥葉蔣蕭蓮處衛補製許設評誠話語說調談論講譽議變貢賢賽趙躍軍軒輕"
    "輝輪輸轉農進運過達遠適選遷遼還邊郵鄭鄰醫針鈴錫鍋鏈陳陸隊階雜雲電靈靜韓韻頭顧魯鮮鷹點黨歲"
    "歷歸氣漁漢湯溝滙匯滿瀏濟潔澗爐爾牆瑪畫當療發盧盤碼礦禮種筆節築簡籃糧緣羅聖聯職膠臨舉艦貴"
    "費賀贊邁鋪鋒鐘鍾頓鴻鵬壩壇壽夢學寧寶實將導屆屬巖廟廳從復徑愛慶懷應戰戲戶採揚擇據敵數斷時"
    "書會條楊極構槍樂樹橫檢歐歡溫滬無獅獎義習聲艷豐遊鄧錢陝隴顏騎驛體龜貨資紙倉僑儀優億兩內剛"
    "創劉動務勝勞勵協員啟嘯圓團圖執堅報塢塵墻夾奮孫宮師帥庫張強彈徵恆擴攬昇曉曠來楓機權毀決沖"
    "況淺渾為煙熱燈獨甌產異盜監眾硯確稅穩窯競筍繼續鏡霧鼇鰲併價傑",
    "号楼栋单层门厦村庄园区乡镇镇里里后东旧对广国华桥馆铁龙丽宾厂场阳阴兴荣银铜锦组县湾岗岭岛"
    "润泽滨环车马鸟鱼凤鹤鸡贝财钢长开关间阁闻双亲观现颐顺风飞养骏腾盐麦黄齐万与专业丛丝绿维网"
    "线经红纺级纪约纯终苏兰蓝艺药叶蒋萧莲处卫补制许设评诚话语说调谈论讲誉议变贡贤赛赵跃军轩轻"
    "辉轮输转农进运过达远适选迁辽还边邮郑邻医针铃锡锅链陈陆队阶杂云电灵静韩韵头顾鲁鲜鹰点党岁"
    "历归气渔汉汤沟汇汇满浏济洁涧炉尔墙玛画当疗发卢盘码矿礼种笔节筑简篮粮缘罗圣联职胶临举舰贵"
    "费贺赞迈铺锋钟钟顿鸿鹏坝坛寿梦学宁宝实将导届属岩庙厅从复径爱庆怀应战戏户采扬择据敌数断时"
    "书会条杨极构枪乐树横检欧欢温沪无狮奖义习声艳丰游邓钱陕陇颜骑驿体龟货资纸仓侨仪优亿两内刚"
    "创刘动务胜劳励协员启啸圆团图执坚报坞尘墙夹奋孙宫师帅库张强弹征恒扩揽升晓旷来枫机权毁决冲"
    "况浅浑为烟热灯独瓯产异盗监众砚确税稳窑竞笋继续镜雾鳌鳌并价杰",
)
_AS_FLOAT: Final = re.compile(r"(?<=\d)\.0+(?![\d.])")
_MINUS: Final = re.compile(r"(?<=-)\s*-(?=\d)|(?<=[号栋幢座元])-(?=\d[楼层])")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d~\uff5e\u30fc_]+")
_BETWEEN: Final = re.compile(r"(?<=[0-9A-Z])\s*[/\\.·,、，;；:+]+\s*(?=[0-9A-Z])")
_STOPS: Final = re.compile(r"[/\\,、，;；:：。.·!?！？\"'“”‘’*|]+")
_WIDE: Final = r"\u3007\u3400-\u9fff"
_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}")
# A measure word, or two characters side by side: 现代城SOHO.
_CHINESE: Final = re.compile(rf"[号栋幢座梯层楼室组]|[{_WIDE}]{{2}}")
_OPEN: Final = r"(\[{<\u3008\u300a\u300c\u300e\u3010\u3014\u3016"
_CLOSED: Final = r")\]}>\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
_REMARK: Final = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSED}]*)[{_CLOSED}]")
_TELLS_MORE: Final = re.compile(
    r"原|旧|老|曾|又名|别名|俗称|旁|对面|对过|隔壁|附近|斜对|后面|前面|楼上|楼下|备注|注:"
    r"|租|空|户主|联系|电话|\d\s*[人口]|常住|外出|已|未|拆|核实|建|迁|搬|死亡|新增"
)
# What a bracket holds that belongs to the address: 一期, 东院, 2单元, 负1, B.
_PART: Final = re.compile(
    rf"(?:(?:[-#负吊第甲乙丙丁东西南北中上下左右前后A-Za-z\d]|{CHINESE_NUMERAL})+"
    r"(?:单元|号楼|号院|小区|[期区院村组栋幢座楼梯门层室房号厢#])*)+"
)
_LIVED_IN: Final = re.compile(r"[\s,、，]*(?:出租|转租|空置|租户|自住|临街|群租)房?\s*$")
_NUMBERED: Final = re.compile(r"\d|[栋幢座梯室期]|单元")
_LABEL: Final = re.compile(
    r"(?:详细|现|居住|家庭|房屋|住宅|户籍|标准)*(?:地址|住址|住所|坐落|座落)(?::|为)?|门牌号?码?:?|^位于"
)


class Kind(StrEnum):
    """What a measure word makes of the number before it."""

    NUMBER = "number"
    YARD = "yard"
    BUILDING = "building"
    UNIT = "unit"
    STOREY = "storey"
    """楼 alone: a building where none is told yet, else a floor."""
    FLOOR = "floor"
    DOOR = "door"
    GROUP = "group"


# The longer ones first: 号楼 before 号.
MEASURES: Final = {
    Kind.GROUP: r"(?:村民|居民|生产)?小?[组队](?!伍)|社(?!区)|大队",
    Kind.YARD: r"号大?院",
    Kind.UNIT: r"号?单元|号?梯|号?门洞|号?洞|号?门(?![面牌市口诊岗卫])",
    Kind.BUILDING: r"号?#?[栋幢座](?:楼|房(?!间))?|号楼(?![层上下])|#楼?|[Hh]楼",
    Kind.FLOOR: r"号?层(?!次)|F(?![A-Z])",
    Kind.STOREY: r"楼(?![下上盘梯道])",
    Kind.DOOR: r"号?(?:室|房间|房(?!屋)|套|户(?!主|籍|型)|铺)",
    Kind.NUMBER: r"号(?![线称])",
}
SIDES: Final = frozenset("东西南北中前后主副左右")
"""What doors of one floor are told apart by where they have no numbers."""

_SIDE: Final = f"[{''.join(sorted(SIDES))}]"
_STEM: Final = r"[甲乙丙丁戊己庚辛]"
_CODE: Final = rf"(?:{_STEM}?[A-Z]{{0,2}}\d+[A-Z]?|{CHINESE_NUMERAL}+|{_STEM}|[A-Z](?![A-Z]))"
_CHAIN: Final = rf"{_CODE}(?:-{_CODE})*"

TOKEN: Final = re.compile(
    rf"第?(?P<low>负|地下|(?<![0-9A-Z])B(?=\d+(?:层|楼|F)))?(?P<codes>(?<![A-Z]){_CHAIN})-?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in MEASURES.items())
    + rf")|(?P<side>{_SIDE})(?:(?P<side_building>[栋幢座楼])(?![上下])"
    r"|(?P<side_unit>单元|梯)|(?P<side_door>户|室|手|边户?|(?:头|门)(?=$)))"
)
"""A number or letter with its measure word; several numbers joined by hyphens."""

BARE: Final = re.compile(
    r"(?<![A-Z0-9])(?P<codes>(?:[A-Z]{0,2}\d+[A-Z]?|[A-Z])(?:-(?:[A-Z]{0,2}\d+[A-Z]?|[A-Z]))*)(?=[^0-9A-Z]*$)"
)
"""Numbers without a measure word, at the end of what is looked at."""

_ONLY_CODE: Final = re.compile(rf"{_CHAIN}|{_SIDE}")

_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NUMBER_SIGN: Final = re.compile(r"(?<![A-Z])NO(?=\d)")
_STREET_LEVEL: Final = re.compile(r"[首底](?:层|楼(?![上下梯]))")
_SPOKEN_HYPHEN: Final = re.compile(r"(?<=\d)一(?=\d)")
_ROUND: Final = re.compile(r"(?<=\d)[O\u3007\u25cb零](?=\d|-|室|号|房|$)")
_JOINED: Final = re.compile(
    rf"(?<=-){CHINESE_NUMERAL}+(?![{_WIDE}])|(?<![{_WIDE}]){CHINESE_NUMERAL}+(?=-)"
)
_BLANK_IN_NUMBERS: Final = re.compile(r"(?<=[0-9A-Z])\s+(?=[0-9A-Z])")
# A blank within one number: what could stand before it is told already, or two numbers would make
# no sense there (10 1室).
_BROKEN: Final = re.compile(
    r"(?:(?:单元|[梯门层])\s*\d+|[组队号]\s*\d{1,2})\s+(?=\d)"
    r"|(?<![A-Z0-9])[A-Z]\s+(?=\d+\s*[栋幢座])"
    r"|(?<![\dA-Z-])\d{1,2}\s+(?=\d{1,2}\s*(?:[栋幢座组队弄]|号楼))"
    r"|(?<=[路街巷道弄村组])\s*\d{1,2}\s+(?=\d{1,2}\s*号)"
    r"|(?<=[号栋幢座楼元梯门层弄#])\s*(?:\d\s+(?=\d\d\s*(?:$|[室房户]))|\d{2,3}\s+(?=\d{1,2}\s*(?:$|[室房户])))"
)
_AROUND_HYPHEN: Final = re.compile(r"\s*-\s*")


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Bring a text to one way of writing: half-width, capitals, one hyphen, no blanks.

    Numbers parted by a blank or a stroke are parted by a hyphen.

    Examples
    --------
    >>> plain("芙蓉小区 6# 2 301"), plain("a/2/301")
    ('芙蓉小区6#2-301', 'A-2-301')
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).upper().translate(_TRADITIONAL)
    text = _AS_FLOAT.sub("", _MINUS.sub("负", _DASHES.sub("-", text)))
    text = _AROUND_HYPHEN.sub("-", text)
    text = _BROKEN.sub(lambda found: "".join(found[0].split()), text)
    text = _BETWEEN.sub("-", _BLANK_IN_NUMBERS.sub("-", text))
    text = "".join(_STOPS.sub(" ", text).split())
    text = _STREET_LEVEL.sub("1层", _NUMBER_SIGN.sub("", text))
    text = _SPOKEN_HYPHEN.sub("-", text)
    text = _JOINED.sub(lambda found: arabic(found[0]), text)
    return _ROUND.sub("0", text)


@lru_cache(maxsize=1 << 12)
def without_remarks(text: str) -> tuple[str, str]:
    """Part a text from its remarks in brackets and from labels such as 门牌号.

    Brackets that hold a part of the address are only opened: 6栋(2单元).

    Examples
    --------
    >>> without_remarks("红旗新村(原六〇一厂)3栋（2单元）")
    ('红旗新村 3栋 2单元 ', '原六〇一厂')
    """
    remarks: list[str] = []

    def opened(found: re.Match[str]) -> str:
        part = _PART.fullmatch(found[1].strip())
        if not part and (_TELLS_MORE.search(found[1]) or not _NUMBERED.search(found[1])):
            remarks.append(found[1])
            return " "
        return f" {_MINUS.sub('负', '-' + found[1])[1:]} "

    text = _REMARK.sub(opened, unicodedata.normalize("NFKC", text[:_LONGEST]))
    if found := _LIVED_IN.search(text):
        remarks.append(found[0].strip())
        text = text[: found.start()]
    return _LABEL.sub(" ", text), " ".join(remarks)


_COMMITTEE: Final = re.compile(r"村?村(?:民委员会|委会)|社区(?:居民委员会|居委会)|自然村")
# 之一503: where words for digits end and digits begin, another number does.
_TWO_NUMERALS: Final = re.compile(rf"{CHINESE_NUMERAL}+(?=\d{{3,4}}(?!\d)|\d{{1,2}}[层楼])")
_GROUP: Final = re.compile(r"(?:村民|居民|生产)小?组|小组")
_ORDINAL: Final = re.compile(r"第(?=\d)")


@lru_cache(maxsize=1 << 15)
def one_writing(text: str) -> str:
    """Bring an address to the one form that known addresses are compared in, without remarks.

    Examples
    --------
    >>> one_writing("清水村村委会第三组12号（老屋）")
    '清水村3组12号'
    """
    text = plain(without_remarks(text)[0])
    text = _GROUP.sub("组", arabic(_TWO_NUMERALS.sub(r"\g<0>-", text)))
    return _ORDINAL.sub(
        "", _COMMITTEE.sub(lambda found: "村" if "村" in found[0] else "社区", text)
    )


def is_latin(text: str) -> bool:
    """Tell whether an address is written in words of the Latin script, remarks apart."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    return bool(_WORD.search(text)) and not _CHINESE.search(text)


def is_code(text: str) -> bool:
    """Tell whether a plain text is nothing but numbers, letters or a side, joined by hyphens."""
    return bool(_ONLY_CODE.fullmatch(text))


@lru_cache(maxsize=1 << 12)
def code(written: str) -> str:
    """Bring a number or letter to one form.

    Examples
    --------
    >>> code("06"), code("十二"), code("a2"), code("甲三")
    ('6', '12', 'A2', '甲3')
    """
    return _ZEROS.sub("", arabic(plain(written).removeprefix("第")))
