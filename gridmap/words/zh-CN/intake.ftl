### 读文件：文件或某一行哪里不对，该怎么办。

## 文件

file-missing = 找不到文件 { $file }。检查文件名和文件夹。
file-is-folder = { $file } 是文件夹。写出里面的文件名。
file-elsewhere = { $file } 不是本机上的文件。先下载下来，再写下载后的路径。
file-not-readable = { $file } 打不开，没有读取权限。找文件主人开权限。
file-empty = { $file } 是空的。重新导出一份。
file-truncated = { $file } 不完整，到一半就断了。重新复制或下载。
file-too-large = { $file } 有 { $mib } MiB，超过单个文件的上限。按区拆开再导。
file-too-large-to-read = 读 { $file } 用的内存超过上限。表格的话，先删掉右边和下边远处的空行空列再存；还不行就按区拆开。
file-too-slow = { $file } 在 { $seconds } 秒内没读完，已停止。按区拆开，或另存为 GeoPackage。
file-unreadable = { $file } 读不了：{ $detail ->
    [pbf] 有一块不是 PBF
    [geo] 图形的说明不全
   *[other] { $detail }
}。用原来的软件打开，另存一份。
file-not-text = { $file } 的文字编码认不出来。另存为 UTF-8。
file-type-unknown = { $file } 不是能读的文件类型。另存为 GeoPackage、GeoJSON、Shapefile、GeoParquet、OSM、CSV 或 Excel。
file-is-web-archive = { $file } 是整个网页的存档。用 Excel 或 WPS 打开，另存为 xlsx。
file-type-mismatch = { $file } 其实是 { $kind }，已按这个读。改一下扩展名，免得弄混。
file-only-refers = { $file } 里没有数据，只是指向别的文件。把数据本身存下来，比如存成 GeoPackage。
file-is-osm = { $file } 是 OpenStreetMap 数据，只能读楼栋、道路、大门和水体绿地。换一个文件。
file-not-osm = { $file } 是 { $kind }，不是 OpenStreetMap 数据。换成 .osm.pbf 或 .osm 文件。
file-no-records = { $file } 里一条记录都没有。连同数据重新导出。

## 压缩包、数据库和其他容器

archive-bomb = { $file } 解压后会变成 { $mib } MiB，没有打开。信得过就自己解压，再导里面的文件。
archive-entries = { $file } 里有 { $entries } 个文件，太多了。只放要导的那个地图文件。
archive-encrypted = { $file } 有密码。先解压，再导里面的文件。
archive-no-map = { $file } 里没有地图文件。放进 Shapefile（连同附属文件）、GeoPackage 或 GeoJSON。
archive-several = { $file } 里有好几个地图文件：{ $names }。只导要的那个。
xml-dtd = { $file } 自带文档类型或实体定义，地图用不着这些，没有读。去掉后重新导出。
geopackage-views = { $file } 自己的表被换成了视图（{ $views }），没有读。把图层另存为新的 GeoPackage。
layer-none = { $file } 里没有合适的图层。把要的图层单独存成一个文件，视图不读。
layer-several = { $file } 里有好几个图层：{ $layers }。把要的那个单独存成一个文件。
parquet-encoding = { $file } 的图形编码是 { $encoding }。改用 GeoParquet 通常的 WKB。

## 表格

table-no-header = { $file } 没有表头。第一行写上列名。
table-too-wide = { $file } 有 { $columns } 列，太多了。删掉用不着的列。
row-too-long = 比表头多出 { $cells } 格，多的没读。看看是不是多了分隔符。
column-missing = { $file } 里没有“{ $column }”对应的列。现有：{ $known }。用 --column { $column }=… 指明（Python 里是 columns={"{"}"{ $column }": "…"{"}"}）。
columns-none = { $file } 里一列都没有，而“{ $column }”非有不可。
column-unknown = { $file } 里没有“{ $column }”这一列。现有：{ $known }。
column-not-standard = 不读“{ $column }”这一列。能读的有：{ $known }。
column-is-id-number = { $file } 的“{ $column }”列是身份证号，不导入。换一列。
places-missing = { $file } 里没有位置。要有经度、纬度两列，或一列 WKT；现有：{ $known }。
place-unreadable = 坐标读不出来。写成十进制的度或米，或 WKT。

## 个人信息

id-numbers-dropped = “{ $column }”列是身份证号，未导入，{ $rows } 行照常导入。
id-numbers-blanked = “{ $column }”列有 { $count } 格带身份证号，号码已去掉，各行照常导入。
paper-numbers-dropped = “{ $column }”列是证件号或卡号，未导入，{ $rows } 行照常导入。
phones-blanked = “{ $column }”列有 { $count } 格夹着电话，电话已去掉，各行照常导入。电话另起一列：房东电话、单位电话。
control-list-header = { $file } 的“{ $column }”列：按“{ $word }”列的名单是管控用的，不是服务用的，不导入。删掉这一列再导。
control-list-refused = { $file } 第 { $row } 行“{ $column }”列：“{ $word }”是管控名单，不是服务对象，不导入。删掉这些内容再导。

## 坐标

crs-unknown = “{ $crs }”不是认得的坐标系。写 EPSG 代码（如 "EPSG:4547"）、WKT，或 .prj 文件的路径。
crs-unreadable = { $file } 里写的坐标系看不懂：{ $crs }。用 --crs EPSG:… 写明（Python 里是 crs="EPSG:…"）。
crs-file-missing = 找不到坐标系文件 { $file }。检查路径。
crs-overridden = { $file } 写的是 { $said }，你给的是 { $passed }，按你给的算。
crs-metres-as-degrees = { $file } 说是经纬度，可坐标（{ $sample }）是米。写明制图时用的坐标系，比如 --crs { $guess }（Python 里是 crs="{ $guess }"）。
crs-degrees-as-metres = { $file } 说是米（{ $crs }），可坐标（{ $sample }）是经纬度。改用 --crs EPSG:4326 或 EPSG:4490（Python 里是 crs="EPSG:4326"）。
crs-outside-its-area = 按 { $crs } 算，{ $file } 会落在 { $sample }（经度, 纬度），离这个坐标系的使用范围太远。用 --crs 写明制图时用的坐标系（Python 里是 crs=）。
coordinates-swapped = { $file } 把纬度写在了经度前面（{ $sample }）。按先经度后纬度重新导出；表格可用 --column lon=… --column lat=… 对调（Python 里是 columns={"{"}"lon": "…", "lat": "…"{"}"}）。

## 逐行的图形

geometry-missing = 没有图形，没导入。补画，或删掉这一行。
geometry-wrong-kind = 图形类型不对，没导入。画成轮廓。
geometry-unusable = 轮廓没有面积，没导入。重新画。
geometry-off-earth = 超出了经纬度范围，没导入。检查坐标。
geometry-curved = 画的是圆弧，读不了，没导入。先转成折线（QGIS 里是“分段化”）再存。
geometry-closed = 轮廓没有闭合，已补上。
geometry-self-crossing = 轮廓在 { $at } 附近自相交，已修复。对着地图看一下。
geometry-mended = 轮廓在 { $at } 附近有毛病，已修复。对着地图看一下。
geometry-parts-dropped = 混着几种图形，只留了合适的部分。
geometry-duplicate = 和第 { $first } 行的轮廓重复，留前一个。

## 区域

area-code-missing = 没有编码，没导入。补上编码。
area-code-duplicate = 编码 { $area } 和第 { $first } 行重复，没导入。每个区域用自己的编码。
area-code-mangled = 编码 { $area } 被表格软件改掉了位数，没导入。把这一列设成文本再导出。
area-multipart = 区域 { $area } 分成 { $parts } 块，照样收下。看看是不是本来就这样。
level-not-known = “{ $level }”不是区域的层级。可以写：{ $known }。
building-ref-duplicate = 编号 { $ref } 和第 { $first } 行重复，按没有编号导入。每栋楼用自己的编号。
level-unknown = “{ $word }”不是认得的层级，先空着。写区县、街道、社区、网格、组或邻。

## 住户和走访

do-not-visit-unclear = “不上门”一栏写的“{ $word }”不清楚，按“是”算。
occupancy-unknown = “{ $word }”不是认得的居住状态，先空着。写自住、空置、出租或集体。
outcome-unknown = “{ $word }”不是认得的走访结果，没导入。写见面、没人、进不了门、拒访、空置、已搬走或查无此户。
outcome-missing = 没写走访结果，没导入。补上结果。
mode-unknown = “{ $word }”不是认得的走访方式，先空着。写上门、电话、微信或别处。
source-unknown = “{ $word }”不是认得的来源，先空着。写现场、补录、纸单或代录。
time-unreadable = 时间“{ $word }”读不出来，没导入。写成 2026-03-05 19:30。
time-missing = 没写时间，没导入。补上时间。
time-zone-unknown = “{ $tz }”不是认得的时区。写 "Asia/Shanghai" 这样的。
household-unplaced = 没写楼栋，也没有位置，没导入。补上一样。
visit-unplaced = 没写住户，也没写楼栋和门牌，没导入。补上一样。

## 联网取 OpenStreetMap

osm-place-or-bbox = 地名和范围（西、南、东、北，单位度）只给一个，也必须给一个。
osm-bbox = { $bbox } 不是范围。按西、南、东、北写度数，西小于东，南小于北。
osm-place-unknown = OpenStreetMap 里没有叫“{ $place }”的区域。加上城市名再试，或给出范围。
osm-unreachable = 连不上 { $url }（{ system-reason }）。检查网络或代理，在 settings.toml 里换一个 overpass_url，或下载数据文件再导入。
osm-busy = { $url } 正忙（HTTP { $status }）。过几分钟再试，把范围缩小，或下载数据文件再导入。
osm-refused = { $url } 回了 HTTP { $status }。把范围缩小，或在 settings.toml 里换一个 overpass_url。
osm-answer = { $url } 没有给出完整的 OpenStreetMap 数据（{ $detail }）。把范围缩小，或稍后再试。
listed-nameless = 没有编号、地址，也没有名称，不知道是哪栋楼。填上一样。
listed-again = “{ $what }”另有 { $count } 行，只算一栋。
picture-is-pdf = 这是 PDF。先导出成图片（JPEG 或 PNG），或截一张图，再传。
picture-unreadable = 这个文件不是能读的图片。换成 JPEG、PNG 或 WebP 再传。
picture-too-large = 图片太大，最多 { $most } 百万像素。缩小再传。
