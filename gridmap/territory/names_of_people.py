"""Names of people where a place, a shop or a company should stand: told apart to be left out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["is_person", "without_people"]

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛"
    "曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
)
_TWO: Final = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "司徒",
)
_GIVEN: Final = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英兰玉萍红梅建国华文辉力健志海波斌鹏飞浩亮宁婷雪琳莹颖慧"
    "倩佳欣怡雨晨宇轩子涵梓萱浩然思远嘉俊凯博睿哲翔鑫坤龙虎生福贵荣昌兴发财宝贤德才良善仁义礼智信忠孝廉洁"
    "芝芬芸莲菊荷花香凤琴珍珠翠珊瑶琼瑜璐露云霄岚峰山林森松柏杨柳春夏秋冬月星辰阳光彩虹淑贞惠雅蓉蓓薇薛"
    "菲茜萌莎莉丹彤紫青蓝黛根水火土木金银铜铁铭钢锋钰铃锦绣绮纯洪清泉江河湖源涌溪润泽淼民生安康乐祥瑞庆喜"
    "年寿长久永恒双全元亨利胜权武斗战卫东方南北中正大小一二三四少先立成功业农工学友爱群众邦世定家庭园美娥娇"
    "媛姣姗妮妍妹娣婵娴嫣好如巧兵炳焕灿煜烨炎燕雁鸿鹤鸣鹂鹃鸽霖震霆雷电旭昊昕晓晖晴景晶智普时映昭显亚京"
    "仙仪任传伦仲仕佑佩侠俐倚儒允光克冰凌凡凯刘利剑勤化千午卓博卿厚双叔召启和咏唐善嘉器培堂增士壮夫奇奎如妙"
    "姿威孟季宏宗定宜宝宪容宾富寒尚尧山岩岳岭崇嵘川州工巍希帆干幸广庚康弘弟弦彦彬彪征律德必忆志念怀思恩悦惟"
    "情想意慈懿成才扬承抒振捷授政敬斯新方旋日旺昆易昱晏晗杏材村来松柱栋树格桃桐桓梁梦楚楠榕歌正步毅水汉汝沁沛"
)
# Companies, shops and places that are called like people.
_OTHERS: Final = frozenset(
    ("龙湖", "华润", "方正", "李宁", "周大福", "周生生", "张小泉", "周黑鸭", "康师傅", "王老吉",
     "江南", "宁波", "安康",
     "田园", "康乐", "党群", "平安", "华联", "路通", "康利", "华天", "华强", "方太", "全友", "鲁花",
     "金龙", "云南", "江山")
)  # fmt: skip
_TITLED: Final = re.compile(
    r".{1,3}?(?:先生|女士|小姐|师傅|阿姨|大爷|大妈|大姐|大哥|奶奶|爷爷|婆婆|老师|医生|主任|经理|书记|会计|老板|某某?|XX?|xx?|××?)"
)
_HOUSE: Final = re.compile(r"(?P<who>.{2,4})(?:家|宅|屋|户)")
_CALLED: Final = re.compile(r"[老小大阿](?P<who>.)(?:家|宅|屋)?")
_MARKS: Final = re.compile(r"[\s()（）·.]+")
_PIECES: Final = re.compile(r"([\s,，、/;；:：()（）\[\]【】]+)")
_EMPTY: Final = re.compile(r"[(（\[【]\s*[)）\]】]|[(（\[【]$")
_LONGEST: Final = 4


def is_person(text: str) -> bool:
    """Tell a text that is nothing but somebody's name: 王秀兰, 刘女士, 李某, 老张家.

    A name that a shop or place could have as well (万科, 高层) is none: a surname counts with what
    people are given for names behind it, or with how people are addressed.

    Examples
    --------
    >>> is_person("王秀兰"), is_person("刘女士"), is_person("老张家"), is_person("张建国家")
    (True, True, True, True)
    >>> is_person("东头"), is_person("传达室"), is_person("万科物业"), is_person("老王面馆")
    (False, False, False, False)
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    if found := _HOUSE.fullmatch(plain):
        plain = found["who"] if _named(found["who"]) else plain
    if found := _CALLED.fullmatch(plain):
        return found["who"] in _SURNAMES
    if _TITLED.fullmatch(plain) and plain not in _OTHERS:
        return plain[0] in _SURNAMES
    return _named(plain)


def without_people(text: str) -> str:
    """Take names of people out of a text, where signs or blanks part them from the rest.

    Examples
    --------
    >>> without_people("安居物业 王经理"), without_people("301（王秀兰）")
    ('安居物业', '301')
    """
    pieces = _PIECES.split(text)
    if not any(piece and is_person(piece) for piece in pieces[::2]):
        return text
    kept = "".join(
        piece + (pieces[at + 1] if at + 1 < len(pieces) else "")
        for at, piece in zip(range(0, len(pieces), 2), pieces[::2], strict=True)
        if not (piece and is_person(piece))
    )
    return _EMPTY.sub("", kept).strip(" ,，、/;；:：-·(（")


def _named(plain: str) -> bool:
    surname = 2 if plain.startswith(_TWO) else 1
    given = plain[surname:]
    if not given or len(plain) > _LONGEST or len(given) > 2:
        return False
    if plain in _OTHERS:
        return False
    begins = surname == 2 or plain[0] in _SURNAMES
    return begins and all(sign in _GIVEN for sign in given)
