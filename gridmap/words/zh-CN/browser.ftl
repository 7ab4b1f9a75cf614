### 在浏览器里换成这样说：那里有表单，没有命令行。
### 名称是原句加 -in-browser，只用原句有的内容。

area-level-unclear-in-browser = 有 { $count } 个编码按长度看不出级别（{ $codes }）。选好级别，或加一列 level。什么都没导入。
area-unknown-in-browser = 没有编码为 { $code } 的区域。按名字找找看。
column-missing-in-browser = 看不出 { $file } 的哪一列是“{ $column }”。选一列；现有：{ $known }。
coordinates-swapped-in-browser = { $file } 把纬度写在了经度前面（{ $sample }）。按先经度后纬度重新导出；表格可在选列时把两列对调。
crs-degrees-as-metres-in-browser = { $file } 说是米（{ $crs }），可坐标（{ $sample }）是经纬度。坐标系改选 EPSG:4326 或 EPSG:4490。
crs-metres-as-degrees-in-browser = { $file } 说是经纬度，可坐标（{ $sample }）是米。选制图时用的坐标系，比如 { $guess }。
crs-missing-in-browser = { $file } 没写坐标系。选制图时用的坐标系。
crs-outside-its-area-in-browser = 按 { $crs } 算，{ $file } 会落在 { $sample }（经度, 纬度），离这个坐标系的使用范围太远。选制图时用的坐标系。
crs-unknown-in-browser = “{ $crs }”不是认得的坐标系。写 EPSG 代码，如 EPSG:4547，或把 .prj 文件里的内容贴进来。
crs-unreadable-in-browser = { $file } 里写的坐标系看不懂：{ $crs }。选制图时用的坐标系。
shifted-areas-in-browser = { $off }% 的楼落在区域外；若区域坐标其实是 { $datum }，只有 { $without }% 落在外面。边界若在网上地图上画的，坐标选 { $datum } 重新导入。
shifted-buildings-in-browser = { $off }% 的楼落在区域外；若坐标其实是 { $datum }，只有 { $without }% 落在外面。数据若来自网上地图，坐标选 { $datum } 重新导入。
upload-too-large-in-browser = { $file } 超过这里收的上限 { $most } MB。分成几份导入，或者让管服务器的人在那边导入。
tiles-failed-in-browser = 地图没画出来（{ system-reason }）。五分钟后自动再试。
division-building-heavy-in-browser = 光 { $building } 就有 { $load }，超过上限 { $high }。在楼栋面板里按单元或楼层分给 { $parts } 家。
division-across-border-in-browser = 有 { $count } 栋楼压在社区边界上。网格画到边界为止，楼会被切开；在图上改边界或改楼的轮廓。
division-footprints-overlap-in-browser = 有 { $count } 对楼的轮廓压在一起。边界没法把两栋都绕开，在图上改正。
division-grounds-overlap-in-browser = 有 { $count } 对社区或网格的边界互相重叠：{ $examples }。重叠的地归前一个；在图上改边界。
division-grids-missing-in-browser = 这里还没有划分，没什么可调的。改用从头划分。
division-load-zero-in-browser = 按这个算法（{ $column }）每栋都是 0，没什么可平衡的。换一种算法，或先导入台账。
division-locked-astray-in-browser = 有 { $count } 栋锁定的楼没有本社区的网格。解锁，或先划给一个本社区的网格。
plan-unknown-in-browser = 方案 { $name } 已经没有了。回到列表看看。
