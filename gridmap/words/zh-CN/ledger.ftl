### 台账：读进来、等人看的、导出去的。

## 读台账

ledger-not-a-table = { $file } 是 { $kind }。台账要用表格（xlsx、xls、ods）或 csv。
ledger-nowhere = { $file } 没有一列说明住在哪里。表里有：{ $known }。指定哪一列是地址，或楼栋和房号。
sheet-too-large = { $file } 的工作表“{ $sheet }”占了 { $rows } 行 { $columns } 列。删掉表格下方和右侧远处的内容，再存一次。
sheet-locked = { $file } 加了密码。在 Excel 里取消密码再存一次。
sheet-hidden = 工作表“{ $sheet }”是隐藏的，没有读。要用就取消隐藏，再导入一次。
sheet-without-header = 工作表“{ $sheet }”没有说明住址的表头，没有读。
row-is-footer = “{ $what }…”是表尾的合计或说明，没有读。
names-blanked = “{ $column }”里有 { $count } 处是人名，没有保存，其余照常导入。
names-not-kept = 姓名、电话没有导入：{ $columns }。
control-list-title = { $file } 的标题带有“{ $word }”：管控名单不是服务用的，不收。
door-was-a-day = 有 { $count } 个房号或楼号被表格软件变成了日期（3-1 变成 3月1日），已还原。
registration-unknown = 看不懂人户情况“{ $word }”，留空。写人户一致、人在户不在或户在人不在。
count-unreadable = “{ $word }”不是人数（{ $column }），留空。
phone-unreadable = 电话看不懂，留空。
day-unreadable = “{ $word }”不是日期，留空。写成 2026-03-05。
day-month-only = “{ $word }”只有年月，按当月 1 日记。
day-lunar = “{ $word }”是农历，没有换算，留空。写成 2026-03-05。
layout-is-no-unit = 有 { $count } 处“两梯四户”这样的写法，说的是户型，不当单元。
column-guessed = “{ $column }”的表头不认识，看内容当作{ $meaning ->
    [address] 地址
    [estate] 小区
    [number] 门牌号
    [group] 组
    [building] 楼栋
    [unit] 单元
    [floor] 楼层
    [door] 房号
    [occupancy] 居住状态
    [registration] 人户情况
    [people] 人口数
    [resident_kind] 户籍或流动
    [confirmed_on] 核实日期
   *[name] 楼名
 }。不对就指定这一列。
ledger-building-untold = 没认出哪一列是楼栋或地址，所以每行都要人来认。指定一次，下次同样的表头就记得。
formulas-without-result = 有 { $count } 格是错误值或没算出来的公式，按空的读。用 Excel 打开存一次再导入。
ledger-columns-are = 每列当作什么，和前几行：
columns-not-read = 这些列没有用到：{ $columns }。
ledger-handed-back = 这是上次没有导入、改好再交的行：只补这些，别的户不动，也不算“这次没有的”。
day-in-future = 核实日期在将来，留空。
rows-are-people = 台账一人一行：{ $rows } 行合成 { $dwellings } 户，只数人数，不存姓名。
external-id-shared = 有 { $count } 行的编号和别的住户相同，改按地址对。
ledger-row-nowhere = 没写住在哪里。补上地址，或楼栋和房号。

## 对地址

ledger-address-unsure = “{ $what }”说不准是哪栋楼，等人看。
ledger-address-door = “{ $what }”的楼对上了，单元说不准，等人看。
ledger-address-unknown = 没有叫“{ $what }”的楼，等人看。
ledger-unit-untold = 没写单元，这栋楼别的行写了：照表里写的记了，看一看是哪个单元。
ledger-door-missing = 没有房号，同一栋楼还有别的行。补上房号。
ledger-row-not-yours = 这栋楼不在你的范围里，这一行没有导入。
premises-twice = 前面已有这家单位，以前一行为准。
changes-ledger = 台账：读了 { $read } 行
changes-unclear = 说不准是哪栋的 { $count } 行，等人认：gridmap ledger review
changes-premises = 其中实有单位 { $count } 家

## 等人看的

review-unknown = 没有等人看的行 { $row }。
review-settled = 这一行已经处理了。
review-not-yours = 这一行不归你管。
review-door = 已有的 { $door }
review-candidate = { $building }（{ $score }%）

## 导出的列

column-external-id = gridmap编号
column-building-ref = 楼栋编号
column-community = 社区
column-grid = 网格
column-patch = 邻
column-leader = 邻长
column-estate = 小区
column-address = 地址
column-building = 楼栋
column-unit = 单元
column-floor = 楼层
column-door = 房号
column-occupancy = 居住状态
column-people = 人口数
column-registered = 户籍人口
column-migrant = 流动人口
column-registration = 人户情况
column-landlord-phone = 房东电话
column-key-groups = 重点群体
column-do-not-visit = 谢绝上门
column-manager = 物业公司
column-confirmed-on = 核实日期
column-premises-name = 单位名称
column-premises-kind = 单位类型
column-premises-phone = 单位电话
column-status = 对址情况
column-reason = 原因
column-row = 行

occupancy-occupied = 自住
occupancy-rented = 出租
occupancy-vacant = 空置
occupancy-collective = 集体户
registration-both = 人户一致
registration-lives-here = 人在户不在
registration-registered-here = 户在人不在
ledger-yes = 是
ledger-sheet-dwellings = 住户
ledger-sheet-premises = 实有单位
ledger-sheet-about = 怎么填
ledger-sheet-rejected = 没有导入的行
ledger-file = 台账
ledger-template-file = 台账模板
ledger-rejected-file = 没有导入的行
ledger-appended-file = 已对网格
ledger-status-placed = 已对上
ledger-status-waiting = 等人看
ledger-status-out = 没有导入
ledger-about-one = 一户一行。只有地址必填：写在一格，或分开写。
ledger-about-two = 房号照门上的写（301）。不用填姓名和身份证号，填了也不收。
ledger-about-three = 只填人数；房东电话加密保存。居住状态和人户情况从下拉里选。
ledger-about-four = 商铺和单位填在第二张表。
book-not-xlsx = { $file } 是 { $kind }。只有 xlsx 能原样交还：先另存为 xlsx。
book-too-strange = { $file } 的结构特别，没法安全地加列（{ $detail ->
    [signed] 有数字签名
    [twice] 里面有一部分存了两份
    [sheet] 有工作表没有内容
    [room] 右边放不下了
    [cells] 单元格没写位置
   *[other] XML 不一样
}）。用 Excel 打开再存一次。
ledger-row-decided = 上次说过这一行不用导入，没有再问。要重新问，用 gridmap ledger review --left-out。
ledger-row-decided-in-browser = 上次说过这一行不用导入，没有再问。
ledger-unknown = 没有这份台账：{ $ledger }。看看“gridmap ledger list”。
ledger-unknown-in-browser = 没有这份台账，或者不是你导入的。
ledger-taken-back = { $ledger } 已经撤回过了。
ledger-too-old = { $ledger } 导入太久，改动记录已按期删掉，撤不回。导入一份对的，会按新的改。
review-incomplete = 处理一行要写 --row，再写 --building、--drop 或 --left-out 里的一个。

## 命令

cli-import-ledger = 导入台账（住户和实有单位）。
cli-rejected = 把没有导入的行和原因写进这个 xlsx
cli-ledger = 导出台账，处理等人看的行。
cli-ledger-template = 写出空白台账模板，带下拉选项。
cli-ledger-export = 把台账写成表格；原样再导入不会有变化。
cli-ledger-review = 列出等人看的行，或处理其中一行。
cli-ledger-output = 写到这个文件
cli-ledger-within = 只要这个区域（编码）
cli-ledger-personal = 带上邻长姓名、电话和重点群体
cli-ledger-row = 要处理的行（前面的编号）
cli-ledger-building = 它是哪栋楼（编号）
cli-ledger-drop = 这一行不导入
cli-ledger-list = 列出导入过的台账。
cli-ledger-undo = 撤回一份台账：登记恢复到导入前，之后别人改过的不动。
cli-ledger-which = 撤回哪一份（gridmap ledger list 里前面的编号）；几份都撤，从最后一份撤起
cli-a-ledger = 台账
cli-ledger-is-kept = { $rows } 行，可以撤回
cli-ledger-is-old = { $rows } 行，太久，撤不回
cli-ledger-is-back = { $rows } 行，已撤回
cli-ledger-undoing = 正在撤回
cli-ledger-undone = 已撤回 { $ledger }：恢复了 { $count } 条登记。
cli-ledger-undone-kept = { $count } 条没动：之后有人改过，或已有走访。
cli-ledger-undone-later = 之后还有 { $count } 份台账没撤：它们改过的留着。要全部还原，从最后一份往前撤。
cli-ledger-door = 它是这栋楼里哪一户（编号）；不写就是单独一户
cli-a-door = 户
cli-ledger-asks-door = { $count } 行的楼认好了，单元还说不准，留在单子上。
cli-ledger-left-out = 列出说过不用导入的行；加 --row，下次再问
cli-ledger-asked-again = 下次台账里再有这一行，会重新问。
cli-a-row = 行
cli-a-building = 楼栋
cli-ledger-exporting = 正在整理台账
cli-ledger-written = 已写好 { $file }。
cli-ledger-placed = { $count } 行已导入。
cli-ledger-dropped = 这一行已拿掉。
cli-ledger-waiting = { $count ->
    [0] 没有等人看的行。
   *[other] 有 { $count } 行等人看。用 --row … --building … 或 --drop 处理。
 }
cli-ledger-append = 在自己的表格后面加上网格、邻长和对址情况，格式不变。
