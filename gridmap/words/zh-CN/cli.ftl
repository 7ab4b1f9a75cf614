cli-gridmap = 社区网格、楼栋、住户和走访覆盖率，一张图管到户。
cli-arguments = 参数
cli-options = 选项
cli-commands = 命令
cli-record = { $ref }：{ $sentence }
cli-row = 第 { $row } 行：{ $sentence }
cli-more = 同类还有 { $count } 条；加 { $option } 看全部
cli-between = 、
cli-see-help = 用 { $command } 看用法。
cli-unforeseen = gridmap 自身出了问题，已记录的数据没有丢。把上面几行和所用命令报上来。
cli-report = 把每条问题写进这个 CSV 文件
cli-written = 已写到 { $file }。
cli-stopped = 已停止。

cli-usage = 用法：
cli-help = 显示这一页。
cli-required = 【必填】
cli-default = 【默认 { $value }】
cli-environment = 【环境变量 { $name }】
cli-some-options = [选项]
cli-a-command = 命令
cli-a-folder = 文件夹
cli-a-file = 文件
cli-a-day = 年-月-日
cli-a-level = 级别
cli-a-code = 编码
cli-a-group = 群体
cli-a-kind = 种类
cli-a-format = 格式
cli-a-name = 名称
cli-a-number = 数字
cli-an-address = 地址
cli-a-crs = 坐标系
cli-a-datum = 基准
cli-a-column = 字段=列名
cli-a-bbox = 西,南,东,北
cli-first-steps = 第一步：gridmap demo 看演示。用自己的数据：先 gridmap init，再 gridmap import areas 文件、gridmap import buildings 文件，最后 gridmap serve。

misuse-missing = 缺少 { $name }。
misuse-value = { $name } 的值不能用：{ $reason }
misuse-number = 这不是数。
misuse-whole = 这不是整数。
misuse-least = 要写 { $least } 或更大的数。
misuse-most = 要写 { $most } 或更小的数。
misuse-choice = 没有 { $given }，可以写 { $known }。
misuse-day = { $given } 不是日期，写成 2027-01-01 这样。
misuse-absent = { $given } 不存在。
misuse-folder = { $given } 是文件夹。
misuse-file = { $given } 是文件，不是文件夹。
misuse-option = 没有 { $name } 这个选项。
misuse-command = 没有“{ $given }”这个命令。有这些：{ $known }。
misuse-bare = { $name } 后面要写值。
misuse-laden = { $name } 后面不写值。
misuse-extra = 多了 { $given }。

cli-demo = 建好演示数据（虚构的街道）并打开服务。
cli-init = 新建一个空的工作区。
cli-import = 导入区域、楼栋、住户、走访记录或 OpenStreetMap 数据。
cli-import-areas = 导入区域；编码已有的就更新。
cli-import-buildings = 导入楼栋轮廓或点位；已有的就更新。
cli-import-osm = 导入 OpenStreetMap 的楼栋、道路、大门、水面和绿地。
cli-import-households = 导入住户表；估算的住户由它顶替。
cli-import-visits = 导入走访记录；已有的跳过。
cli-check = 核查区域和责任：重叠、空隙、无人负责、编码不合规。
cli-coverage = 按级别列出各区域的走访覆盖率。
cli-map = 把覆盖率、楼栋和隐患画成一个网页文件，不联网也能看。
cli-rebuild = 按走访记录重算每户状态和统计数。
cli-serve = 打开网页服务，一个或多个工作区。
cli-backup = 边用边备份数据库，放进 backups 文件夹。
cli-backup-made = 备份好了：{ $file }。{ $keys } 也要留一份，但别放在一起；没有它，姓名就读不出来。
cli-doctor = 看看安装和工作区的情况。

cli-home = 工作区文件夹（默认 { $default }）
cli-file = 要读的文件
cli-osm-file = .osm.pbf 或 .osm 文件；也可用 --place 或 --bbox
cli-place = 向 Overpass 接口查询的地名
cli-bbox = 向 Overpass 接口查询的范围，单位为度
cli-crs = 文件的坐标系，如 EPSG:4547；也可以是 WKT 或 .prj 文件
cli-datum = wgs84、cgcs2000、gcj02（高德、腾讯）或 bd09（百度）
cli-column = 哪个字段在哪一列，如 code=网格编号；可写多次
cli-ledger-columns = 哪列不对就加 --column building=表头，不要这一列就写 --column building= ；这样导入一次，以后都记得。
cli-dry-run = 只看会改什么，不真改
cli-close-vanished = 文件里已没有的楼栋，从今天起注销
cli-source = 文件编号所属的普查名称（默认：文件名）
cli-level = 文件里区域的级别，如 grid 网格；默认按编码长度判断
cli-by = 按哪一级列出：county 区县、subdistrict 街道、community 社区、grid 网格、group 组、patch 邻
cli-from = 从哪天起算
cli-to = 算到哪天之前（不含这天）
cli-as-of = 按哪天的区域和台账归户（默认：今天）
cli-target = 只算这类重点群体，如独居老人（默认全部）
cli-format = 写成什么格式：table、csv、json、geojson 或 xlsx
cli-check-format = 写成什么格式：table、json 或 geojson
cli-output = 写到哪个文件（默认：标准输出）
cli-map-output = 写到哪个网页文件
cli-area = 只画这个编码的区域（默认：全部）
cli-port = 端口
cli-host = 监听地址；本机以外要有账号和证书
cli-no-serve = 只建数据，不打开服务

cli-importing = 正在读 { $file }
cli-checking = 正在核查
cli-checked = { $count ->
    [0] 没有要改的。
   *[other] 共 { $count } 条。
 }
cli-rebuilding = 正在重算状态和统计数
cli-rebuilt = 已重算 { $count } 户的状态和统计数。
cli-reckoning = 正在计算
cli-coverage-orphans = 有 { $count } 户没有区域负责，不在任何一行里。用 gridmap check 看是哪些楼。
cli-drawing = 正在画图
cli-drawn = 地图已写到 { $file }。
cli-made = 工作区已建在 { $home }。
cli-demo-building = 正在建演示街道
cli-demo-built = 演示工作区：{ $home }
cli-demo-ledger = 可以拿来试的台账：{ $file }
cli-demo-sign-in =
    登录试试 { $role ->
        [planner] 街道规划员
        [cadre] 社区干部
        [worker] 网格员
        [leader] 邻长
        [department] 部门
       *[admin] 管理员
    }：{ $login } · { $password }
cli-serving = 打开 { $address } 就能用（按 Ctrl+C 结束）

changes-areas = 区域：读到 { $read } 个
changes-buildings = 楼栋：读到 { $read } 栋
changes-households = 住户：读到 { $read } 户
changes-visits = 走访：读到 { $read } 次
changes-added = 新增 { $count }
changes-altered = 变更 { $count }
changes-unchanged = 不变 { $count }
changes-vanished = 库里有、文件里没有 { $count }：{ $some }
changes-ambiguous = 与已有楼栋部分重叠、分不清是不是同一栋，未导入 { $count }：{ $some }
changes-rejected = 未导入 { $count }，原因见上
changes-placeholders = 估算住户 { $count }
changes-claimed = 顶替估算住户 { $count }
changes-estimates-closed = 注销多余的估算住户 { $count }
changes-streets = 道路 { $count }
changes-gates = 大门 { $count }
changes-landcover = 水面和绿地 { $count }
changes-dry-run = 这是试运行，什么都没改。

doctor-home = 工作区
doctor-database = 数据库
doctor-schema = 库结构版本
doctor-metric-crs = 量算坐标系
doctor-zone = 时区
doctor-areas = 区域
doctor-buildings = 楼栋
doctor-households = 住户
doctor-visits = 走访
doctor-seq = 序号

cli-close-vanished-areas = 文件里已没有的同级区域从今天起撤销
changes-list = 地址清单：读到 { $read } 栋
changes-known = 已在地图上 { $count }
cli-import-list = 导入地址清单：只知道地址的楼，再到地图上放。
cli-version = 显示版本。
cli-tiles = 提前画好浏览器里的地图；开着 serve 时会自己画。
cli-tiles-drawing = 正在画地图
cli-tiles-ready = 地图画好了，和现在的楼栋、边界一致。
cli-tiles-nothing = 还没有可画的。先导入区域或楼栋。
cli-tiles-elsewhere = 别的程序正在画。
cli-certificate = 服务器的证书（PEM）
cli-certificate-key = 证书的私钥（PEM）
cli-make-certificate = 给这些名称自己做一张证书，做过就接着用
cli-behind-proxy = 带证书的代理的地址；它说的来访地址才算数
cli-a-host = 名称
cli-host-name = 浏览器打开用的名称或地址，可以写多个
cli-streets = 列出各街道工作区的文件，各带路径
cli-certificate-new =
    自己的证书做好了，有效到 { $day }；到期前重新启动就会续上。
    每部手机和电脑都要信任一次 { $file }。用数据线、邮件或 U 盘拷过去，旁边的私钥不能拷。对一下指纹：
    { $fingerprint }
    安卓：设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书。
    iPhone：打开文件 → 设置 → 已下载描述文件 → 安装；再到 通用 → 关于本机 → 证书信任设置 里打开。
    Windows：双击 → 安装证书 → 受信任的根证书颁发机构。微信自带的浏览器不认，用手机浏览器打开。
cli-certificate-there = 用的是这里做的证书，有效到 { $day }。手机靠 { $file } 信任它。
cli-street-left-out = { $street } 没有打开。{ $reason }

## Printing

cli-atlas = 打印网格、邻的走访图（PDF）。
cli-atlas-areas = 要打印的范围代码，可以写几个。
cli-atlas-level = 下面每张图到哪一级：patch 邻，grid 网格。不写就到邻，没有邻就到网格。
cli-pdf = 写到哪个 PDF 文件；- 写到标准输出。
cli-paper = 纸张大小。
cli-sheet-language = 图上用什么语言。
cli-sheet-address = 服务器网址；写了图上才有二维码。
cli-font = 换一个字体文件；缺的字仍用自带的。
cli-drawing-sheets = 正在画走访图
cli-printed = { $sheets } 张图、{ $pages } 页，已写到 { $file }
cli-sheet-kind = area 走访图；leader 邻长的图，大字、一户一行；round 走访单，按走的顺序列出要去的门和路线；hazards 隐患单；cards 给住户的便民联系卡；coverage、load 挂图：走访进度、各片户数。
cli-sheet-names = 印上在这里服务的人的姓名、电话，写明销毁日期。
