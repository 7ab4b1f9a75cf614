# 坐标基准、坐标系，以及交给程序库的数据表。
datum-unknown = 没有叫“{ $datum }”的坐标基准。可以用：{ $known }。
extent-empty = 这里没有一个能用的坐标，选不出以米计的坐标系。
word-unknown = “{ $word }”不是{ $what ->
    [outcome] 走访结果
    [mode] 走访方式
   *[source] 记录来源
}。可以用：{ $known }。
