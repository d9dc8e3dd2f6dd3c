### 窗口和终端里 Musa 说的话，简体中文。各语言的消息和变量完全相同，由测试核对。
###
### 朴素、简短：发生了什么，有没有花钱，接下来怎么办。不责怪人，不用感叹号。
### 可能缺少的变量取值为 `none`，句子可据此选择。

## 是否产生费用

charged-no = 没有扣费。
charged-maybe = 可能已扣费。
charged-likely = 很可能已扣费。

## 请求的各项

field-prompt = 提示词
field-model = 模型
field-references = 参考图
field-reference = 参考图 { $number }
field-mask = 蒙版
field-ratio = 画面比例
field-size = 尺寸
field-count = 张数
field-quality = 质量
field-background = 背景
field-format = 格式
field-fidelity = 保真度
field-compression = 压缩
field-moderation = 审核
field-user = 用户
field-drafts = 草稿
field-route = 接口
field-project = 项目
field-profile = 服务商
field-name = 名称
field-baseUrl = 地址
field-key = 密钥
field-price = 价格
field-proxy = 代理
field-concurrency = 并发请求数
field-library = 图库文件夹
field-template = 命名模板
field-text = 消息
field-pictures = 图片
field-pictureNumber = 第 { $number } 张图片
field-video = 视频
field-system = 系统提示词
field-tools = 工具
field-toolChoice = 工具选择
field-schema = 结构
field-webSearch = 联网搜索
field-imageGeneration = 生成图片
field-protocol = 协议
field-conversation = 对话
field-output = 结果
field-parameter = 参数 { $name }
field-job = 任务
field-query = 搜索
field-board = 画板
field-rating = 星级
field-tag = 标签
field-parent = 上级画板
field-picture = 图片
field-view = 视图
field-out = 副本文件夹
field-firstFrame = 首帧
field-lastFrame = 尾帧
field-resolution = 清晰度
field-duration = 时长
field-frames = 帧数
field-seed = 种子
field-cameraFixed = 镜头
field-watermark = 水印
field-audio = 声音
field-film = 视频

## 请求进行到哪里

state-queued = 排队中
state-sending = 上传中
state-waiting = 服务商正在处理
state-receiving = 接收中
state-saving = 保存中
state-done = 已保存
state-failed = 失败
state-cancelled = 已停止
state-unknown = 可能已扣费

## 视频进行到哪里

film-state-sending = 正在提交
film-state-queued = 在服务商处排队
film-state-running = 服务商正在制作
film-state-downloading = 下载中
film-state-done = 已保存
film-state-failed = 失败
film-state-cancelled = 已取消
film-state-left = 已停止等待
film-state-unknown = 可能已扣费

## 未接受：提示词与设置

error-prompt-empty = 提示词是空的。
    .next = 写下想要的画面。
error-prompt-too-long = 提示词超过了该模型的上限：{ $limit } 个字符。
    .next = 缩短提示词，或换一个模型。
error-value-not-allowed =
    { $model ->
        [none] 这里不能用“{ $value }”。
       *[other] { $model } 不支持“{ $value }”。
    }{ $rule ->
        [multiple] 宽和高都须是 { $limit } 像素的倍数。
        [sides] 每边不能超过 { $limit } 像素，也不能超过另一边的三倍。
        [area] 总像素须在 { $least } 到 { $most } 之间。
        [once] 每个模型只能写一次。
        [route] “{ $route }”接口才有这一项，这个接口没有。
        [lossy] 只有 JPEG 和 WebP 可以压缩。
        [alpha] JPEG 没有透明通道，不能配透明背景。
        [secret] 它像是密钥，而服务商会记录它。
        [short] 最多 { $limit } 个字，且只能一行。
       *[none]
        { $allowed ->
            [none] {""}
           *[other] 可用：{ $allowed }。
        }
    }
    .next =
    { $rule ->
        [multiple] 换成最接近的合适尺寸，或选 1K、2K、4K。
        [sides] 换成较小的尺寸，或选 1K、2K、4K。
        [area] 换一个尺寸，或选 1K、2K、4K。
        [once] 只写一次；要更多图片请增加张数。
        [route] 去掉这一项，或改用那个接口。
        [lossy] 把格式改成其中之一，或去掉压缩。
        [alpha] 选 PNG 或 WebP，或换一种背景。
        [secret] 换一个不泄露信息的名字。
        [short] 写短一些，或去掉这一项。
       *[none]
        { $allowed ->
            [none] 去掉这一项，或换一个模型。
           *[other] 换成可用的值。
        }
    }
error-count-out-of-range = 一次可生成 1 到 10 张。
    .next = 填 1 到 10 之间的数。
error-model-missing = 还没有选择模型。
    .next = 选一个模型，下次会记住。

## 未接受：参考图与蒙版

error-too-many-references =
    { $limit ->
        [0] 该模型不接受参考图，你给了 { $given } 张。
       *[other] 该模型最多接受 { $limit } 张参考图，你给了 { $given } 张。
    }
    .next = 去掉几张，或换一个能接受更多参考图的模型。
error-reference-unknown = 提示词提到了 @{ $number }，但没有第 { $number } 张参考图。
    .next = 添加这张参考图，或改掉提示词里的编号。
error-file-missing = 找不到文件“{ $name }”。
    .next = 重新选择，它可能被移动或改名了。
error-file-not-regular = “{ $name }”是文件夹或设备，不是文件。
    .next = 请选择图片文件。
error-file-empty = “{ $name }”是空文件。
    .next = 换一个文件；如果它在云盘里，请先下载到本机。
error-file-unreadable = 无法读取“{ $name }”。
    .next = 确认有权限打开它，并且没有别的程序正在改动它，然后再试。
error-file-skipped =
    { $reason ->
        [link] 没有跟随链接“{ $name }”。
        [deep] “{ $name }”所在的文件夹层级太深，没有查看。
        [many] 文件超过 200,000 个：“{ $name }”之后的没有查看。
       *[device] “{ $name }”不是普通文件，没有查看。
    }
    .next = 如果它应当在图库里，请单独导入。
error-picture-not-taken =
    { $format ->
        [none] “{ $name }”不是图片。
        [damaged] “{ $name }”已损坏，无法作为图片读取。
       *[other] “{ $name }”是 { $format } 图片，图库不接收。
    }
    .next = 图库接收 PNG、JPEG、WebP、GIF、TIFF 和 AVIF。请另存为其中一种，再导入该文件。
error-not-a-picture = “{ $name }”不是可以发送的图片。
    .next =
    { $why ->
        [mask] 请选择一张 PNG，需要重绘的地方是透明的。
       *[none] 请选择 PNG、JPEG、WebP、GIF、BMP 或 TIFF 文件。
    }
error-format-needs-conversion = “{ $name }”是 { $format } 图片，不能直接发送。
    .next =
    { $why ->
        [mask] 请选择一张 PNG，需要重绘的地方是透明的。
       *[none] 另存为 JPEG，再选择该 JPEG 文件。
    }
error-picture-truncated =
    { $why ->
        [answer] 服务商给的图片不完整，后半部分缺失。“{ $name }”是收到的部分。
       *[none] “{ $name }”不完整，后半部分缺失。
    }
    .next =
    { $why ->
        [answer] 看看收到的部分；不够用就再请求一次。
       *[none] 重新复制或下载这个文件。
    }
error-picture-too-large =
    “{ $name }”太大：{ $width } × { $height } 像素。{ $why ->
        [memory] 打开它需要的内存超过单张图片的上限。
        [file] 文件超过 1 GiB。
        [mask] 文件超过蒙版允许的 4 MB。
       *[none] 单边最多 16,384 像素，总共最多 4 亿像素。
    }
    .next = 做一张小一些的，再选择它。
error-mask-size-differs = 蒙版是 { $mask } 像素，而参考图是 { $reference } 像素。
    .next = 蒙版的宽高要与第一张参考图相同。
error-mask-without-alpha = 蒙版没有透明的部分，因此没有要重绘的地方。
    .next = 擦掉要重绘的部分，存成带透明通道的 PNG。
error-mask-without-reference = 有蒙版，但没有它所对应的参考图。
    .next = 把要编辑的图片加为第一张参考图。
error-mask-unsupported = { $model } 不支持蒙版。
    .next = 去掉蒙版，或换一个支持蒙版的模型。
error-frame-unfit =
    { $trouble ->
        [side] “{ $name }”是 { $width } × { $height } 像素。视频所用图片的每一边须在 300 到 6000 像素之间。
        [shape] “{ $name }”是 { $width } × { $height } 像素，对视频来说过于狭长。
       *[bytes] “{ $name }”达到或超过 30 MB，视频所用图片须小于它。
    }
    .next =
    { $trouble ->
        [side] 缩放到合适的尺寸，或换一张图片。
        [shape] 裁剪一下：宽可以是高的 0.4 到 2.5 倍。
       *[bytes] 做一张小一些的，再选择它。
    }
error-first-frame-missing = 有尾帧，但没有首帧。
    .next = 添加视频开头的图片，或把这张用作首帧。
error-frame-role-missing = 有两张帧图，但没有说明哪张是首帧。
    .next = 请说明哪张是首帧，哪张是尾帧。
error-frames-with-references = 同时有首尾帧和参考图，一段视频只能用其中一种。
    .next = 去掉帧图，或去掉参考图。
error-frame-unsupported = { $model } 不接受这种图片。
    .next = 去掉它，或换一个支持的模型。
error-frame-needed = { $model } 只能由图片生成视频。
    .next = 添加一张图片，或换一个只用提示词的模型。
error-duration-and-frames = 时长给了两次：秒数和帧数。
    .next = 只保留其中一个。

## 未接受：服务商、密钥与文件夹

error-profile-missing = 还没有连接服务商。
    .next = 连接一个服务商，或试试内置演示。
error-profile-exists = 已有名为“{ $name }”的服务商。
    .next = 换一个名称，或先移除原来的。
error-address-invalid =
    { $reason ->
        [none] 这个地址不能用。
       *[other] 这个地址不能用：{ $reason }。
    }
    .next = 请填写完整地址，例如 https://api.example.com
error-key-invalid =
    { $reason ->
        [none] 这个密钥无法发送。
       *[other] 这个密钥无法发送：{ $reason }。
    }
    .next = 重新复制密钥，保持一行、不带空格。
error-key-missing = 该服务商的地址还没有密钥。
    .next = 请输入密钥。密钥只会发往填写时对应的地址。
error-keychain-unavailable = 系统钥匙串没有收下密钥，它只保留到 Musa 关闭为止。
    .next = 解锁钥匙串后再输入一次密钥，就能长期保存。
error-proxy-invalid =
    { $reason ->
        [none] 这个代理不能用。
       *[other] 这个代理不能用：{ $reason }。
    }
    .next = 写法例如 http://127.0.0.1:8080 或 socks5://127.0.0.1:1080
error-library-missing = 图库文件夹不在：{ $path }
    .next = 接上它所在的磁盘，或换一个文件夹。
error-library-read-only = 图库文件夹无法写入：{ $path }
    .next = 打开写入权限，或换一个文件夹。
error-library-within = 文件夹 { $path } 属于 Musa 自己，位于图库 { $library } 之内。
    .next = 请选择那个图库，或它旁边的文件夹。
error-library-full = 图库文件夹 { $path } 空间不足：需要 { $needed }，剩余 { $free }。
    .next = 腾出空间，或换到别的磁盘。
error-copy-failed = 副本“{ $name }”没能写入。
    .next = 检查那个文件夹能否写入、空间够不够，或换一个文件夹。
error-board-exists = 已经有名为“{ $name }”的画板。
    .next = 换一个名称。
error-board-not-nested = 不能放进这个画板：画板只能嵌套一层，智能画板里不能有画板。
    .next = 选一个顶层画板，或者不选。
error-board-is-smart = “{ $name }”是智能画板，它显示的是搜索结果。
    .next = 请放到普通画板上。
error-name-invalid = 名称需要 1 到 { $limit } 个字符。
    .next = 换一个名称。
error-query-invalid = 搜索忽略了“{ $value }”：它可以写成 { $allowed }。
    .next = 修改或删除它。
error-library-busy = 图库正在导入或检查。
    .next = 等它结束，或取消它。
error-trash-unavailable = 系统回收站没有接收这些图片，它们仍在图库的回收站里。
    .next = 可以恢复它们，或在图库文件夹里手动删除。
error-template-invalid =
    { $reason ->
        [none] 命名模板“{ $template }”不能用。
       *[other] 命名模板“{ $template }”不能用：{ $reason }。
    }
    .next = 名称要留在图库文件夹内，例如 {"{date}/{project}-{seq}"}
error-not-found = 没有“{ $what }”。
    .next = 在列表里查看它的名称。
error-job-running = 这个任务还在进行。
    .next = 等它结束，或在启动它的地方停止。
error-nothing-to-do = 这个任务没有可以重试或收起的内容。
    .next = 新建一个任务。

## 服务商拒绝或出错

error-provider-auth = 服务商不接受这个密钥。
    .next = 检查密钥，再输入一次。
error-provider-quota = 服务商账户余额不足。
    .next = 到服务商处充值，或换一个服务商。
error-provider-busy = 服务商当前请求过多。
    .next =
    { $seconds ->
        [none] 稍等片刻再试。
        [minutes] { $minutes } 分钟后再试。
       *[other] { $seconds } 秒后再试。
    }
error-provider-moderation =
    { $why ->
        [prohibited] 被拦下了：服务商从不生成这类内容。
        [blocklist] 被拦下了：其中有服务商词表上的词。
        [recitation] 被拦下了：结果与已有的作品太接近。
        [personal-data] 被拦下了：服务商认为其中有个人信息。
        [jailbreak] 被拦下了：服务商认为这个提示词想绕过它的规则。
       *[none] 被服务商的安全过滤拦下了。
    }
    .next =
    { $why ->
        [blocklist] 换别的词，或换一个模型。
        [recitation] 让画面更有自己的样子，少像已有的作品。
        [personal-data] 去掉真实人物的姓名、号码和面孔。
       *[none] 换个说法，或换一个模型。
    }
error-provider-invalid = 服务商没有接受这个请求。
    .next = 按它给出的说明修改后再试。
error-provider-not-found = 服务商没有这个模型或路径。
    .next = 检查模型名称和服务商地址。
error-provider-forbidden = 服务商不允许这样做，或中间有防火墙阻拦。
    .next = 检查密钥的权限和网络。
error-provider-too-large = 请求超出了服务商允许的大小。
    .next = 减少参考图，或换成小一些的。
error-provider-failed = 服务商在处理请求时出错。
    .next = 过一会儿再试，那将是一次新的请求。
error-provider-moved = 服务商的地址已变为 { $host }。
    .next = 如果信任它，请填写新地址和对应的密钥。
error-provider-not-api = 这个地址返回的是网页，不是接口。
    .next = 检查地址，域名后面的部分往往是多余的。
error-provider-unreachable = 无法连接服务商，什么都没有发出。
    .next = 检查网络、地址和代理，然后再试。

## 未接受：对话

error-schema-invalid =
    { $reason ->
        [none] 这不是 JSON Schema。
       *[other] 这不是 JSON Schema，请看：{ $reason }
    }
    .next = 改正这一处，或不用结构。
error-tools-invalid =
    { $reason ->
        [none] 这不是函数列表。
       *[other] 这不是函数列表，请看：{ $reason }
    }
    .next = 写成 JSON 列表，例如 {"[{\"name\": \"find\", \"parameters\": {\"type\": \"object\"}}]"}
error-video-address-invalid = “{ $address }”不是可以发送的视频地址。
    .next = 请填写任何人都能打开的 MP4 文件的 https 地址。
error-parameter-invalid =
    { $with ->
        [none] { $name } 不能是“{ $value }”。
       *[other] { $name } 不能与 { $with } 同时设置。
    }{ $allowed ->
        [none] {""}
       *[other] 可用：{ $allowed }。
    }
    .next = 改掉它，或去掉这一项。
error-model-blind = 据我们所知，{ $model } 看不了图片或视频。
    .next = 换一个能看的模型；如果确定它能看，请注明后重新发送。
error-protocol-lacks = 协议 { $protocol } 没有这一项。
    .next = 去掉这一项，或换一个协议。
error-answer-running = 上一条回答还没有结束。
    .next = 等它结束，或先停止它。
error-tool-result-missing = { $name } 的调用还没有结果。
    .next = 请为每个调用填写函数返回的内容。

## 发出之后

error-answer-cut = 回答中断了。已收到的部分都保留着。
    .next = 想要完整的回答，可以重新提问；那是一次新的请求。
error-task-runs = 服务商已经开始制作，不能再取消。
    .next = 等它完成，或停止等待。两种情况都会扣费。
error-task-not-cancelled = 服务商没有取消这个任务。
    .next = 等它完成，或停止等待。两种情况都可能扣费。
error-task-expired = 服务商放弃了这个任务：用时太久。
    .next = 再做一次，可以短一些或小一些。
error-task-gone = 服务商不认识这个任务，或已不再保留。
    .next = 再次制作之前，先到服务商的列表里看看。
error-last-frame-missing = 这段视频没有可用的尾帧。
    .next = 服务商没有给出。请用其他程序存下一帧再使用。
error-answer-lost = 请求已发出，但没有收到完整的回应。
    .next = 先到服务商处确认是否执行过，再决定要不要重发。
error-answer-unreadable =
    { $receipt ->
        [none] 收到的回应无法解读，已保留。
       *[other] 收到的回应无法解读，已保留：{ $receipt }
    }
    .next = 打开这个文件看看，图片可能还在里面。
error-answer-without-picture =
    { $why ->
        [too-long] 还没有画出图片，模型的 token 就用完了。
        [language] 这个模型不懂提示词所用的语言。
        [signature] 模型没有接上先前的对话：缺少签名。
        [malformed] 模型的回应是坏的，里面没有图片。
       *[none] 服务商的回应里没有图片。
    }
    .next =
    { $why ->
        [too-long] 缩短提示词或少发几张参考图，或换一个模型。
        [language] 用英文写提示词，或换一个模型。
        [signature] 把这张图片单独作为参考图来修改。
        [malformed] 再试一次，或换一个模型。
       *[none] 在提示词里说明要一张图片，或换一个模型。
    }
error-download-failed = 图片已生成，但从它的地址没有取到。地址已保留。
    .next = 尽快再取一次，这类地址会过期。
error-save-failed = 图片已收到，但没能保存。收到的内容已保留。
    .next = 腾出空间并检查图库文件夹，下次启动时会保存。
error-stopped-waiting = 你停止了等待这个请求。
    .next = 仍然需要时再发送，那将是一次新的请求。
error-database-newer = 这个图库由更新版本的 Musa 写入（版本 { $found }，当前版本只认识 { $known }）。没有改动任何内容。
    .next = 请更新 Musa。
error-database-damaged = 图库的索引已损坏，图片本身没有受损。
    .next = 重新启动 Musa：它会把损坏的索引移到一边，并根据文件夹重建。
error-home-full = Musa 自身数据所在的磁盘已满。
    .next = 请在该磁盘上腾出空间后重试。已保存的内容是安全的。
error-home-failed = 无法读写 Musa 自身数据所在的磁盘。
    .next = 请确认该磁盘可用且有剩余空间，然后重新启动 Musa。
error-internal = Musa 内部出错。
    .next = 重新启动 Musa；如果再次出现，请附上详情反馈。

## 终端

cli-error-field = { $field }：{ $what }
cli-error-detail = 详情：{ $detail }
cli-what-out = --out { $path }：无法在那里放置副本。
cli-next-out = 请用 --out 选择其他文件夹。
cli-next-model-missing = 请用 --model 指定；musa models 列出可用模型。下次会记住。
cli-next-profile-missing = 添加：musa profile add 名称 --preset whatai。或先试演示：musa generate --demo "一只红狐狸"
cli-next-key-missing = 请运行：musa profile key 名称。或用 MUSA_API_KEY 提供。密钥只会发送到输入时对应的地址。
cli-what-keychain-unavailable = 系统钥匙串不可用，因此没有密钥。
cli-next-keychain-unavailable = 请解锁钥匙串，或用 MUSA_API_KEY 提供密钥。
cli-next-library-missing = 请连接所在的磁盘，或选择其他文件夹：musa library folder 文件夹
cli-next-library-read-only = 请允许写入，或选择其他文件夹：musa library folder 文件夹
cli-next-library-full = 请腾出空间，或选择其他文件夹：musa library folder 文件夹
cli-next-not-found-picture = musa library list 会列出现有图片。
cli-next-not-found = musa jobs list 与 musa profile list 会列出现有内容。
cli-next-save-failed = 请腾出空间并检查图库文件夹。musa 下次运行时会保存。
cli-numbered = { $number }/{ $of }：{ $words }

cli-state-queued = 排队中
cli-state-sending = 上传中
cli-state-sending-percent = 上传中，{ $percent }%
cli-state-waiting = 等待中
cli-state-waiting-seconds = 等待中，{ $seconds } 秒
cli-state-task = 等待中，{ $percent }%
cli-state-backing-off = 服务商繁忙或连不上，{ $seconds } 秒后重试
cli-state-receiving = 接收中
cli-state-receiving-bytes = 接收中，{ $received }
cli-state-receiving-of = 接收中，{ $received } / { $total }
cli-state-saving = 保存中
cli-state-done = 完成
cli-state-failed = 失败
cli-state-cancelled = 已停止
cli-state-unknown = 可能已扣费

cli-reduced = 参考图 { $reference } 以 { $toFormat }、{ $toPixels }、{ $toBytes } 发送；原图为 { $fromFormat }、{ $fromPixels }、{ $fromBytes }。
cli-reduced-mask = 蒙版以 { $toFormat }、{ $toPixels }、{ $toBytes } 发送；原图为 { $fromFormat }、{ $fromPixels }、{ $fromBytes }。

cli-saved = 已保存 { $saved } / { $asked } 张。
cli-see = 查看经过：
cli-again = 再试一次：
cli-again-charged = 再试一次（可能再次扣费）：
cli-bring-in = 取回已付费的图片，不再扣费：
cli-anew = 重新请求，会再次扣费：
cli-differs = 要求 { $asked } · 得到 { $got }：服务商没有照做
cli-copy-failed = { $file } 已在图库中，但未能复制：{ $reason }

cli-stopping = 正在停止……
cli-stopped-free = 已停止。停下的请求没有扣费。
cli-stopped-open = 已停止。有 { $number } 个请求正在进行，仍可能扣费。
cli-stopped-hard = 已停止。已发出的请求仍可能扣费；musa 下次启动时会处理。
cli-recovered-saved = 上次运行的图片现已保存：{ $file }
cli-recovered-ended = musa 上次运行时，任务 { $job } 没做完就中断了。

cli-key-prompt = { $host } 的密钥（不显示）：
cli-profile-added = 已添加 { $name }：{ $address }
cli-profile-unencrypted = 密钥会不加密地传到 { $host }，途中任何人都能读到。服务商若支持 https://，请改用它。
cli-address-endpoint = 请去掉 /v1 及其后的部分，Musa 会自己补上路径。
cli-address-bare = “{ $address }”不是主机名。
cli-profile-current = 当前服务商：{ $name }
cli-profile-removed = 已移除 { $name }，其密钥已删除。
cli-profile-none = 还没有服务商。添加：musa profile add 名称 --preset whatai。或先试演示：musa generate --demo "一只红狐狸"
cli-price-set = 在该服务商处，{ $model } 每张图片 { $cost }。
cli-price-film-set = 在该服务商处，{ $model } 每百万词元 { $cost }。
cli-price-forgotten = 已删除 { $model } 在该服务商处的价格。
cli-model-used = 没有指定模型，使用 { $model }。
cli-model-near = Musa 不认识模型 { $model }，仍会照样发送。你要用的是 { $near } 吗？
cli-price-estimate = 按你填写的价格，费用为 { $cost }。
cli-group-model = { $model }：
cli-group-not-asked = 没有向 { $model } 发出请求：
cli-balance-left = 余额约 { $amount }
cli-balance-unlimited = 不限额度
cli-balance-used = 已使用约 { $amount }。
cli-balance-none = { $name } 不提供余额查询。
cli-profile-environment-key = 已设置 MUSA_API_KEY，将使用它；未读取密钥。
cli-key-kept = 密钥已存入系统钥匙串。
cli-key-not-kept = 密钥未保存：系统钥匙串没有收下它。
cli-key-not-kept-next = 请每次用 MUSA_API_KEY 提供，或解锁钥匙串后运行：musa profile key { $name }
cli-key-not-needed = { $name } 不需要密钥。

cli-table-name = 名称
cli-table-address = 地址
cli-table-auth = 密钥方式
cli-table-proxy = 代理
cli-table-concurrency = 并发
cli-table-model = 模型
cli-table-ratios = 比例
cli-table-sizes = 尺寸
cli-table-references = 参考图
cli-table-mask = 蒙版
cli-table-job = 任务
cli-table-when = 时间
cli-table-saved = 已保存
cli-table-state = 状态
cli-table-prompt = 提示词
cli-table-pixels = 像素
cli-table-file = 文件
cli-table-picture = 图片
cli-table-stars = 星级
cli-table-tags = 标签
cli-table-boards = 画板
cli-table-board = 画板
cli-table-count = 图片
cli-table-query = 搜索
cli-yes = 是
cli-no = 否
cli-models-note = 其他模型名也可使用：只发送你设置的内容。

cli-jobs-none = 还没有任务。
cli-job-title = 任务 { $job }
cli-job-prompt = 提示词：{ $prompt }
cli-job-model = 模型：{ $model }
cli-job-profile = 服务商：{ $profile }
cli-job-created = 提交时间：{ $created }
cli-job-saved = 已保存：{ $saved } / { $asked }
cli-job-call = 请求 { $number }：{ $state }
cli-job-task = 服务商任务号：{ $task }
cli-job-discarded = 已收起，图片保留。
cli-job-put-away = 这个任务已收起：musa jobs list 不再显示它，加 --all 可以看到。
cli-list-discarded = { $state }（已收起）
cli-file-missing = { $file }（文件已不在）
cli-file-changed = { $file }（文件已被改动）
cli-library-none = 还没有图片。
cli-library-found = 共 { $total } 张，找到 { $count } 张，用时 { $took } 毫秒。
cli-library-changed = 已更改：{ $count }
cli-library-counts = { $all } 张图片，回收站里有 { $trash } 张。
cli-library-progress = { $done } / { $total }
cli-library-duplicate = { $name } 已在图库中：{ $path }
cli-library-imported = 已导入：{ $taken }。已存在：{ $duplicates }。未接收：{ $refused }。
cli-library-verified = 已检查 { $done } 个文件和记录，发现 { $found } 处问题。没有改动任何内容。
cli-library-rebuilt = 索引里有 { $taken } 张图片。{ $left } 条记录没有文件或无法读取，仍然保留。
cli-finding-missing = 缺失：{ $path }
cli-finding-changed = 保存后被改动：{ $path }
cli-finding-unknown = 不在图库里，可以导入：{ $path }
cli-finding-no-record = 没有可读的记录：{ $path }
cli-finding-foreign = 不在图库里：{ $path }
cli-finding-record-differs = 记录与索引不一致：{ $path }
cli-finding-unreadable = 无法读取：{ $path }
cli-finding-bad-record = 无法作为记录读取，请查看；对应的图片可以重新导入：{ $path }
cli-finding-no-row = 不在索引里，运行“musa library rebuild”可以找回：{ $path }

cli-demo-serving = 演示服务商：接受任何密钥，不计费。按 Ctrl+C 结束。
cli-demo-stopped = 共处理 { $requests } 个请求。
cli-demo-port-taken = --port { $port }：{ $reason }

cli-video-title = 视频 { $id }
cli-video-state = 状态：{ $state }
cli-video-strange = { $state }；服务商说“{ $word }”，musa 不认识这个说法
cli-video-goes-on = 它在服务商处继续。取回：musa video wait { $id }
cli-video-flags = 提示词里写了 { $flags }，与选项不一致。什么都没有发出。请说明以哪个为准：--flags options 或 --flags prompt
cli-video-none = 还没有视频。试试：musa video create --demo "花瓣绽放"
cli-table-film = 视频

window-no-display = Musa 的窗口需要显示器，这里没有。没有显示器时，cargo xtask tour 可以演示它；musa 命令可以在终端里完成同样的工作。
window-dialog-pictures = 图片
window-dialog-all-files = 所有文件

## 导出的对话

chat-export-user = 你
chat-export-call = 调用 { $name }
chat-export-result = { $name } 的结果
chat-export-search = 搜索：{ $queries }
chat-export-stopped = 你停止了这条回答。
chat-export-cut = 这条回答中断了。
chat-export-failed = 这条回答失败了。
window-dialog-conversations = 对话

## musa chat

cli-chat-model = { $model }，协议：{ $protocol }。
cli-chat-thought = 思考了 { $seconds } 秒。
cli-chat-searching = 正在搜索：{ $queries }
cli-chat-call = 想要调用 { $name }，参数：{ $arguments }
cli-chat-picture = 图片已保存：{ $file }
cli-chat-page = { $title }：{ $url }
cli-chat-length = token 用完了，回答到此为止。
cli-chat-filter = 服务商的过滤器结束了这条回答。
cli-chat-schema = 与结构不符，位置 { $at }：{ $problem }
cli-chat-no-json = 回答不是 JSON。
cli-chat-tokens = { $tokens } 个 token。
cli-chat-cost = 按你设定的价格：{ $cost }。
cli-chat-answer = 第 { $number } 条回答：
cli-next-model-blind = 换一个能看的模型，或加上 --sees。

## Notifications

notice-film-done = 视频已完成
notice-film-failed = 视频没有做成
notice-run-ended = 已完成 { $saved } / { $asked } 张图片
