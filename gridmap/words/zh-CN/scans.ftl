## Photos and scans of ticked sheets

scans-not-installed = 这台服务器没装看图的部分。让管理员装上：pip install 'gridmap[scans]'。现在可以照着图手工录。
scan-missing = 没有收到图片。选一张再传。
scan-too-heavy = 文件太大，最多 { $most } MB。
scan-unreadable = 这个文件打不开。用 JPEG、PNG、TIFF 图片或 PDF 再传。
scan-locked = 这个 PDF 设了密码。打开后另存（或打印）成没有密码的 PDF，再传。
scan-too-large = 图片太大，最多 { $most } 百万像素。缩小再传。
scan-too-many-pages = 这份 PDF 有 { $pages } 页，一次最多 { $most } 页。分几次传。
scan-too-dark = 太暗，看不清。换个亮的地方再拍。
scan-blurred = 糊了，看不清。拿稳再拍一张。
scan-cut-off = 图没拍全，只看到 { $found } 个角上的方块。把整页拍进去。
scan-two-pages = 拍到了不止一页。一页一张，分开拍。
scan-no-marks = 没找到图四角的黑白方块。把整页铺平拍全；没有方块的图只能手工录。
scan-does-not-fit = 页面和打印时对不上，方框不在原处。铺平再拍，或手工录。
scan-page-twice = 这页前面已经有了。
scan-unknown-print = 这里没有打印过这张图（{ $code }）。
scan-foreign = 这张图是别的单位打印的，请到那里去录。
scan-no-boxes = 这页没有要勾的方框。
