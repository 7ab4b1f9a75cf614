## Sheets that come back

sheet-code-unreadable = “{ $code }”不是图的编号。编号印在图的上方，数字加一个字母，比如 217-L。
sheet-unknown = 这里没有打印过 { $code }。再看一眼图上方的编号。
sheet-code-wrong = 这里没有 { $code } 这张图，最接近的是 { $meant }。再看一眼图上方的编号；如果印的确实是 { $code }，那是别的单位的图。
keyed-in-future = { $day }{ $half ->
        [morning] 上午
       *[afternoon] 下午
    }还没到。改成走访那天。
keyed-before-print = 这张图 { $printed } 才打印，{ $day } 没法拿它走访。改成走访那天。
keying-taken-back = 这些已经撤回。重新打开这张图再录。
key-unreadable = 看不懂“{ $token }”。写号数，没人后面加 n，拒访加 r。
key-unknown-number = 这张图上没有 { $number } 号。
key-unknown-door = { $number } 号在这张图上没有 { $door }。
key-door-by-door = { $number } 号有 { $doors } 户，要逐户写，比如 { $write }。
key-several-units = { $number } 号好几个单元都有 { $door }，写成 { $write }。
key-several-doors = 好几户都叫 { $door }，头一户写成 { $write }。
key-ambiguous = { $token } 可能是号数，也可能是 { $number } 号里的一户。是户写 { $write }，是号写“{ $other }”。
key-name-or-result = { $token } 可能是一户的门牌，也可能是 { $name } 加结果。是门牌写 { $write }，是结果写“{ $other }”。
key-nobody-there = { $number } 号在这张图上没有住户。
key-twice = { $token } 和前面的 { $before } 不一样，按前面的算。
key-door-gone = { $number } 号 { $door } 已经不在了，没有录。
key-no-visits = { $number } 号 { $door } 不让上门，没有录。
key-not-yours = { $number } 号 { $door } 已划给别处，没有录。
