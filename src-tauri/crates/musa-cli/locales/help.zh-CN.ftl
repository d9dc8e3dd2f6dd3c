# The help in Chinese. English stands at the definitions in src/args.

heading-usage = 用法：
heading-commands = 命令
heading-arguments = 参数
heading-options = 选项
heading-any-options = [选项]
heading-any-command = 命令
heading-default = 默认：{ $value }
heading-choices = 可选：{ $values }

mistake-unknown = 没有 { $argument } 这个选项。用 musa --help 查看全部选项。
mistake-command = 没有 { $command } 这个命令。用 musa --help 查看全部命令。
mistake-no-value = { $argument } 后面缺少内容。
mistake-choice = { $argument } 不能是“{ $value }”，可以是：{ $valid }。
mistake-value = { $argument } 不能是“{ $value }”。
mistake-conflict = { $argument } 不能和 { $other } 一起使用。
mistake-twice = { $argument } 写了两次。
mistake-missing = 缺少：{ $argument }。
mistake-other = 这条命令没有看懂。用 musa --help 查看用法。

every--help = 显示帮助
every--version = 显示版本
every--lang = musa 使用的语言；默认跟随系统
every--json = 以 JSON 输出，供程序读取
help = 显示某个命令的帮助

musa = 用托管模型生成和编辑图片，并保存在你自己的文件夹里。
musa---after =
    示例：
      musa generate --demo "雪地里的红狐"
      musa profile add work --preset whatai < key.txt
      musa generate "一只红狐" --model nano-banana-2 --ratio 16:9 --size 2K --count 4
      musa generate "把 @2 的帽子戴到 @1 头上" --reference face.jpg hat.jpg
      musa jobs list
    
    环境变量：
      MUSA_HOME       存放一切（包括图库）的文件夹
      MUSA_API_KEY    本次运行使用的密钥，代替钥匙串里的那一个
      MUSA_BASE_URL   本次运行使用的地址，代替服务商设置里的地址
    
    退出码：
      0    完成，要求的图片都已保存
      1    有失败，或图片没有全部到齐
      2    被拒绝：什么都没有发送
      130  你中止了它（Ctrl+C）

generate = 生成图片，等到保存完毕
generate--prompt = 画什么。@2 指第二张参考图
generate--model = 模型 id；默认用上次的模型
generate--models = 把同一条提示词同时交给几个模型，写作 a,b；每个都要付费
generate--ratio = 画面比例，如 16:9
generate--size = 1K、2K、4K，或像素尺寸，如 1536x1024
generate--count = 生成几张，1 到 10
generate--reference = 参考图，按此顺序。你的文件不会改动，发送的是副本
generate--mask = 与第一张参考图同样大小的 PNG；透明的部分会重画
generate--quality = low、medium、high 或 auto，视模型而定
generate--background = transparent、opaque 或 auto，视模型而定
generate--format = png、jpeg 或 webp，视模型而定
generate--fidelity = 编辑时与参考图的接近程度：low 或 high，视模型而定
generate--compression = JPEG 和 WebP 的压缩，0 到 100，视模型而定
generate--moderation = 服务商审核的严格程度：auto 或 low，视模型而定
generate--user = 是谁在请求，供服务商防止滥用；不要写密钥
generate--protocol = 使用的接口；默认用模型偏好的那个
generate--continues = 接着编辑这张图片（写它的 id）；以 Gemini 格式发送
generate--drafts = 生成途中要 1 到 3 张草稿；每张都计费
generate--project = 图片所属的项目；会写进文件名
generate--profile = 使用的服务商；默认是当前的那个
generate--demo = 使用内置演示：不需要密钥和网络，不产生费用
generate--out = 另外把每张图片复制到这个文件夹；不会覆盖已有文件
generate---after =
    示例：
      musa generate --demo "雪地里的红狐"
      musa generate "一只红狐" --model nano-banana-2 --ratio 16:9 --size 2K --count 4
      musa generate "把 @2 的帽子戴到 @1 头上" --reference face.jpg hat.jpg
      musa generate "一扇蓝色的门" --model gpt-image-1 --reference house.png --mask door.png
      musa generate "一只红狐" --models nano-banana-2,gpt-image-1 --protocol images
      musa generate "一只红狐" --out . --json

profile = 服务商：地址、密钥和连接方式
profile-add = 添加服务商；密钥从标准输入读取
profile-add--name = 自己起的名字
profile-add--url = 接口地址，如 https://relay.example
profile-add--preset = 已知的地址
profile-add--auth = 密钥怎样发送；默认按预设，否则用 bearer
profile-add--proxy = system、none，或代理地址，如 socks5h://127.0.0.1:7890
profile-add--concurrency = 最多同时进行几个请求
profile-add--tasks = 服务商支持时以任务方式生成，断线也不丢
profile-add---after =
    示例：
      musa profile add work --preset whatai < key.txt
      musa profile add lan --url http://192.168.1.20:8080 --auth none
      musa profile add far --url https://relay.example --proxy socks5h://127.0.0.1:7890
      musa profile use lan
    
    密钥从标准输入读取：来自管道或文件，或者直接输入而不显示。
    密钥从不作为参数，因为别的程序能看到参数。
profile-key = 给服务商换一把密钥，从标准输入读取
profile-key--name = 它的名字
profile-list = 列出服务商；星号是当前的那个
profile-use = 把某个服务商设为当前
profile-use--name = 它的名字
profile-price = 记下某个模型在那里一张图的价格；不写金额就忘掉它
profile-price--name = 服务商
profile-price--model = 模型 id
profile-price--amount = 一张图多少钱，如 0.04
profile-price--currency = 货币
profile-remove = 移除服务商，并忘掉它的密钥
profile-remove--name = 它的名字

balance = 服务商那里的余额，如果它肯告诉
balance--name = 服务商；默认是当前的那个

models = 有哪些模型，各自接受什么
models--provider = 向当前的服务商询问它有哪些模型

jobs = 做过的任务，以及结果
jobs-list = 最近的任务
jobs-list--limit = 列出多少个
jobs-list--all = 也列出已收起的
jobs-show = 一个任务：它的请求、图片和错误
jobs-show--id = 它的 id，或 id 的开头
jobs-retry = 把缺的补上：先取回已付费的，取不到才重新请求，重新请求可能计费
jobs-retry--id = 它的 id，或 id 的开头
jobs-retry--anew = 不用留下的旧回答，重新请求，重新付费
jobs-retry--out = 另外把每张图片复制到这个文件夹；不会覆盖已有文件
jobs-discard = 收起一个不用再管的任务。图片会留下
jobs-discard--id = 它的 id，或 id 的开头

library = 图片
library-list = 图片，最新的在前
library-list--limit = 列出多少张
library-search = 查找图片：model:flux rating:>=4 ratio:16:9 tag: board: date: file: 以及文字
library-search--query = 文字和标记
library-search--order = 顺序
library-search--trash = 在回收站里找
library-search--limit = 列出多少张
library-show = 一张图片的全部信息
library-show--picture = 图片编号、编号的开头，或它的文件
library-tag = 给图片加标签或去掉标签
library-tag--pictures = 图片编号、编号的开头，或它的文件
library-tag--query = 搜索到的所有图片
library-tag--add = 要加的标签，可以重复
library-tag--remove = 要去掉的标签，可以重复
library-rate = 给图片评星（0 到 5），或选中、淘汰、取消
library-rate--value = 0 到 5，或 pick、reject、none
library-rate--pictures = 图片编号、编号的开头，或它的文件
library-rate--query = 搜索到的所有图片
library-board = 画板，以及上面的图片
library-board-list = 所有画板和标签，以及各有多少图片
library-board-add = 新建画板
library-board-add--name = 名称
library-board-add--parent = 放进哪个画板
library-board-add--query = 智能画板：显示搜索到的图片
library-board-rename = 给画板改名
library-board-rename--board = 画板
library-board-rename--name = 新名称
library-board-delete = 删除画板和其中的画板，图片保留
library-board-delete--board = 画板
library-board-put = 把图片放到画板上
library-board-put--board = 画板
library-board-put--pictures = 图片编号、编号的开头，或它的文件
library-board-put--query = 搜索到的所有图片
library-board-take = 把图片从画板上取下
library-board-take--board = 画板
library-board-take--pictures = 图片编号、编号的开头，或它的文件
library-board-take--query = 搜索到的所有图片
library-import = 把文件和文件夹里的图片复制到图库
library-import--paths = 文件，或文件夹及其中的一切
library-import--board = 放到哪个画板上
library-import---after =
    退出码：
      0    图片都在图库里了；原来就有的会列出来
      1    有文件未接收，会列出来；其余的已导入
      130  你中止了它（Ctrl+C）；已导入的会留下
library-verify = 对照文件、记录和索引，不做改动
library-rebuild = 按文件夹里的记录重建索引，不删除任何内容
library-trash = 把图片移到图库的回收站，查看或清空它
library-trash--pictures = 图片编号、编号的开头，或它的文件
library-trash--query = 搜索到的所有图片
library-trash--list = 列出回收站里的图片
library-trash--empty = 全部移到系统的回收站
library-restore = 从图库的回收站恢复图片
library-restore--pictures = 图片编号、编号的开头，或它的文件
library-restore--query = 搜索到的所有图片
library-folder = 查看图库的文件夹，或给以后的图片换一个
library-folder--folder = 一个已有的文件夹
library-names = 查看新图片怎样命名，或换一种
library-names--template = 命名模板
library-names---after =
    示例：
      musa library names "{"{"}date{"}"}/{"{"}project{"}"}-{"{"}seq:4{"}"}"
      musa library names "{"{"}prompt{"}"}-{"{"}seq{"}"}"
    
    可用字段：{"{"}date{"}"} {"{"}time{"}"} {"{"}project{"}"} {"{"}model{"}"} {"{"}prompt{"}"} {"{"}ratio{"}"} {"{"}seq{"}"}；{"{"}seq:4{"}"} 是 0001。
    斜杠会建立文件夹。已有的文件保持原名。

demo = 内置演示服务：不需要密钥，不需要网络
demo-serve = 在 127.0.0.1 上提供演示服务，直到按下 Ctrl+C
demo-serve--port = 端口；0 表示任选一个空闲端口并显示出来
demo-serve--delay = 一张图要多久，单位毫秒
demo-serve--fault = 故意出错，或换一种回答形式；可以给多个
demo-serve---after =
    示例：
      musa demo serve --port 8080
      musa demo serve --port 0 --delay 3000 --fault rate-limit:2@1
      musa demo serve --port 0 --fault chat-data-uri --fault no-balance

    故障和其他形式的回答（后面加 @N 表示只用于前 N 个请求；说明为英文）：

chat = 与文字模型对话，边收到边显示
chat--prompt = 说什么
chat--protocol = 使用的接口；默认用模型偏好的那个
chat--model = 模型 id；默认用上次的模型
chat--system = 系统提示词
chat--image = 要看的图片：文件或地址
chat--video = 要看的视频：MP4 文件的 https 地址
chat--schema = 回答要符合的 JSON Schema
chat--json_object = 要一个 JSON 对象；提示词里也要写明要 JSON
chat--tools = 模型可以调用的函数，JSON 列表
chat--tool_choice = auto、none、required，或某个函数的名字
chat--thinking = 让模型思考并说出来：Gemini 写 token 数，其他写 low、medium 或 high
chat--web_search = 让模型联网搜索
chat--draw = 让模型用服务商的工具画图（responses 协议）
chat--no_stream = 等整个回答到齐再显示
chat--param = 协议的任意请求字段，如 temperature=0.7；可以给多个
chat--sees = 这个模型能看图片，不管 Musa 怎么认为
chat--profile = 使用的服务商；默认是当前的那个
chat--demo = 使用内置演示：不需要密钥和网络，不产生费用
chat---after =
    示例：
      musa chat --demo "给一个茶叶罐起三个名字"
      musa chat "图里有什么？" --image tin.jpg --model gpt-4o
      musa chat "读出标签" --image tin.jpg --schema label.json --json
      musa chat "陶瓷最近有什么新闻？" --protocol responses --model gpt-4.1 --web-search
      musa chat "规划一份分镜" --model gemini-2.5-pro --thinking 128 --param temperature=0.7

video = 视频：生成、等待、取消
video-create = 生成一段视频，等到文件保存完毕
video-create--prompt = 画面内容
video-create--model = 模型 id；默认用上次的模型
video-create--ratio = 画面比例，如 16:9；adaptive 表示跟随首帧
video-create--resolution = 480p、720p、1080p 或 4k
video-create--duration = 整秒数；-1 由模型决定（视模型而定）
video-create--frames = 用帧数代替秒数：29、33、…… 289
video-create--seed = 0 到 4294967295；-1 表示每次不同
video-create--camera_fixed = 镜头是否固定：true 或 false
video-create--watermark = 是否带服务商的水印：true 或 false
video-create--audio = 是否有声音：true 或 false
video-create--first_frame = 首帧图片
video-create--last_frame = 尾帧图片
video-create--frame = 只有一张时，作为首帧的图片
video-create--reference = 画面内容的参考图；不能与首尾帧同用
video-create--flags = 提示词里的标志与选项不一致时，以哪个为准
video-create--profile = 使用的服务商；默认是当前的那个
video-create--demo = 使用内置演示：不需要密钥和网络，不产生费用
video-create--no_wait = 不等待，只输出它的 id；之后用 musa video wait 取回
video-create--out = 另外把视频复制到这个文件夹；不会覆盖已有文件
video-create---after =
    示例：
      musa video create --demo "花瓣绽放，暮色降临"
      musa video create "昼夜交替" --first-frame day.jpg --last-frame night.jpg
      musa video create "一只猫在跑" --model doubao-seedance-1-0-pro-250528 --ratio 16:9 --no-wait
      musa video wait 0198f3c2-7a10-7000
video-get = 一段视频：进行到哪里、文件、错误
video-get--id = 它的 id、id 的开头，或服务商的任务号
video-list = 最近的视频
video-list--limit = 多少个
video-cancel = 取消还没有开始的视频；已经开始的只能停止等待
video-cancel--id = 它的 id、id 的开头，或服务商的任务号
video-wait = 等待一段视频（也可以是以前提交的），并取回文件
video-wait--id = 它的 id、id 的开头，或服务商的任务号
video-wait--out = 另外把视频复制到这个文件夹；不会覆盖已有文件
