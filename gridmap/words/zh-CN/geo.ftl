# 坐标基准、坐标系，以及交给程序库的数据表。
datum-unknown = 没有叫“{ $datum }”的坐标基准。可以用：{ $known }。
extent-empty = 这里没有一个能用的坐标，选不出以米计的坐标系。
word-unknown = “{ $word }”不是{ $what ->
    [outcome] 走访结果
    [mode] 走访方式
   *[source] 记录来源
}。可以用：{ $known }。

frame-crs-missing = { $frame } 没有写明坐标系。用 { $frame }.set_crs("EPSG:4326")（或制图时用的坐标系）指明。
frame-crs-nowhere = { $frame } 的坐标系（{ $crs }）是自己定的，不知道在地球上什么地方。转换成常用的坐标系，比如 EPSG:4547。
frame-not-table = { $frame } 不是数据表。传入 DataFrame；edges 用 contiguity() 的 edges。
frame-column-twice = { $frame } 有几列都叫“{ $column }”。其余的改名或去掉。
frame-column-lists = { $frame } 的“{ $column }”列里有列表，分不出同异。每格只写一个文字或数。
frame-column-missing = { $frame } 没有“{ $column }”列。把对应的列改成这个名字，或者补上这一列。
frame-households-twice = households 的索引里有 { $count } 个户号重复：{ $examples }。给每户一个自己的户号。
frame-visits-astray = 有 { $count } 条走访的户不在 households 的索引里：{ $examples }。把这些户补上，或者去掉这些走访。
frame-outcome-missing = 有 { $count } 条走访没有结果，也不是更正：{ $examples }。填上结果，或者在 corrects 里写明要撤回哪一条。
frame-time-unreadable = 这不是日期或时间：{ $why }。写成 2026-03-02、2026-03-02 19:30，带时区的写成 2026-03-02T11:30Z。
period-backwards = 时段的结束（{ $end }）早于开始（{ $start }）。把两个调换过来；结束写最后一天的后一天。
read-summary = { $file }：读了 { $read } 条，{ $left_out } 条没有导入，{ $mended } 条要看一看。每条的原因在 .attrs["findings"] 里。
frame-keys-mixed = “{ $column }”列里文字和数字混在一起，排不出先后。都改成文字，比如 .astype(str)。
frame-not-shape = { $name } 不是图形：{ $given }。传入 shapely 的图形，比如 areas.geometry.iloc[0]。
frame-not-text = { $name } 不是文字：{ $given }。加上引号，作为文字传入。
frame-not-geo = { $frame } 没有图形。传入 GeoDataFrame。
frame-cell-unclear = { $frame } 的“{ $column }”列里有“{ $given }”，既不是文字，也不是整数。写成文字；长的代码要按文字读入（dtype=str），不然末几位会丢。
frame-cells-empty = { $frame } 的“{ $column }”列有 { $count } 行是空的。补上，或去掉这些行。
atlas-nobody = 没有一栋楼属于这些片区：buildings 的“{ $column }”列里是 { $codes }，areas 的“code”列里是 { $areas }。两边写一样的代码，或用 by= 指明正确的列。
atlas-codes-twice = 有几个片区代码相同：{ $codes }。各写各的代码；本是一个片区的，先合成一个：areas.dissolve("code").reset_index()。
