### 创作与右侧面板：批次、图块、输入区、参考图、请求的进展。

create = 创作
sentence-gap = {""}
auto = 自动
demo = 演示
back = 返回
delete = 删除
view = 查看
mask = 蒙版
prompt = 提示词
composer = 新建图片
references = 参考图

## 批次与图块

runs-loading = 正在加载更早的记录
run-menu = 对这一批的操作
run-some = { $came } / { $asked } 张
run-all = { $asked } 张
run-some-deleted = 已删除 { $count } 张
run-recall = 沿用这条提示词和设置
run-cancel = 停止等待
run-cancel-cost = 已发出的请求仍可能扣费。
run-retry = 补齐缺少的图片
run-retry-twice = 重新请求（可能再次扣费）
run-put-away = 收起这一批
run-put-away-keeps = 图片仍留在图库中。
run-put-away-done = 这一批已收起，图片仍在图库中。
run-deleted = 图片已删除
tile-menu = 对这张图的操作
tile-name = { $prompt }。{ $state }
tile-turn = 排队中，第 { $turn } 位
tile-shape = 要求 { $asked } · 实际 { $got }
tile-shape-short = 实际 { $got }
tile-deleted = 已删除
tile-draft = 草稿
tile-gone = 文件已不在原处
tile-changed = 文件保存后被改动过
describe = 描述为提示词
prompt-improve = 润色提示词
prompt-translate = 翻译提示词
writing = 润色或翻译
use-as-reference = 用作参考图
use-in-film = 作为视频的首帧
copy-picture = 复制图片
save-copy = 另存副本…
show-in-folder = 在文件夹中显示
announce-done = 已生成 { $count } 张图片：{ $prompt }
announce-partly = { $asked } 张图片中，生成了 { $came } 张：{ $prompt }

run-keep = 保留这一组
run-keep-how = 收起其他模型的批次，图片仍留在图库中。
run-kept = 其他模型的批次已收起，图片仍在图库中。
run-not-asked = 没有向 { $model } 发出请求，也没有发送任何内容；其他模型继续进行。
run-group = { $prompt }，{ $count } 个模型
run-group-line = { $count } 个模型

## 接着修改

continue-edit = 接着修改
edit-picture = 修改这张图
edit-picture-how = 会把这张图作为参考图发送。
edit-named = { $name }。{ $how }
edit-set-aside = 已移开先前的提示词和参考图。
continues = 接着修改
continues-name = 接着修改“{ $prompt }”
continues-plain = 对话记录未保留，会把这张图作为参考图发送。
continues-remove = 不再接着修改
continued-from = 接着改自
cropped-from = 裁剪自
origin-name = { $how }“{ $prompt }”
origin-gone = 一张已经不在的图片

## 请求的进展

work-queued = 排队中
work-uploading = 上传中
work-uploading-share = 上传中 { $share }
work-waiting = 等待服务商
work-waiting-share = 服务商处理中 { $share }
work-receiving = 接收中
work-receiving-share = 接收中 { $share }
work-receiving-bytes = 已接收 { $bytes }
work-saving = 保存中
work-backing-off = 服务商暂未受理，稍后重试

## 请求的结局

ended-unknown = 可能已扣费
ended-unknown-why = 请求已发出，结果不明。重新发送前，请先到服务商那里确认。
ended-cancelled = 已停止
ended-kept = 已收到的部分保留在旁边。
retry-twice =
    { $count ->
        [1] 上一次请求可能已经扣费，再次请求可能会再扣一次。
       *[other] 会重新请求 { $count } 张图片，每张都可能再扣一次费。
    }
retry-anyway = 仍要请求
retried-as = 已在新的一批中重新请求。
step-finish = 免费取回
step-connect = 连接服务商
step-provider = 打开服务商设置
step-library = 打开图库设置
step-retry = 重试
step-retry-all = 重试全部 { $count } 张
step-retry-few = 重试 { $count } 张
step-retry-tip = 重新请求这一批缺少的 { $count } 张图片
step-response = 查看回应
step-put-away = 收起整批
step-cure =
    { $route ->
        [Gemini] 改用 Gemini
       *[other] 改用{ $route }
    }

## 还没有图片时

create-empty = 想画点什么？
create-empty-how = 在下面写下想要的画面，也可以从这几条开始。把照片拖进窗口，就能用作参考图。
sample-1 = 雨后窗台上的一只纸鹤，晨光，50 mm 镜头
sample-2 = 小型爵士音乐节海报：由城市灯火组成的低音提琴，扁平色块，双色印刷
sample-3 = 产品摄影：粗麻布上的陶瓷茶壶，左侧窗口的柔光

## 参考图与蒙版

references-how = 拖入、粘贴或选择图片
references-count = 已放 { $given } 张，该模型最多 { $limit } 张
references-count-unknown = { $given } 张图片
references-over =
    { $limit ->
        [0] 该模型不接受参考图，请移除，或换一个模型。
       *[other] 多了 { $over } 张：该模型最多 { $limit } 张。
    }
references-none = 该模型只用提示词，不接受参考图。
references-add = 添加参考图…
reference-name = 参考图 { $number }，{ $name }
reference-menu = 参考图 { $number }
reference-left = 左移
reference-right = 右移
reference-remove = 移除
reference-remove-name = 移除参考图 { $number }，{ $name }
reference-there = 这张图已经是参考图 { $number }。
reference-moved = { $name } 现在是第 { $number } 张参考图，共 { $of } 张
reference-removed =
    { $left ->
        [0] 已移除 { $name }，没有参考图了。
       *[other] 已移除 { $name }，还剩 { $left } 张参考图。
    }
mask-use = 用作蒙版
mask-pick = 选择蒙版…
mask-remove = 移除蒙版
mask-what = 着色的部分会重新绘制。
mask-left-out = 蒙版未使用
mask-idle = { $model } 不支持蒙版，蒙版会留着，但不发送。
mask-idle-several = 所选模型都不支持蒙版，蒙版会留着，但不发送。
mask-some = { $models } 不支持蒙版，发给它的请求不带蒙版。
mask-idle-route = “{ $route }”接口不支持蒙版，蒙版会留着，但不发送。
mask-misfit = 蒙版是 { $mask } 像素，第一张参考图是 { $picture } 像素。

## 提示词

mention-removed = @0 指的参考图已移除。点击它可改指另一张，或直接删掉。
prompt-placeholder = 描述想要的画面
prompt-placeholder-edit = 想改哪里？
prompt-placeholder-references = 描述想要的画面，用 @ 指代参考图
command-prompt = 写提示词
command-paste = 粘贴图片作为参考图
command-walk = 在图块之间移动
command-earlier = 较早与较晚的提示词
command-reorder = 移动选中的参考图

## 选项

model-is = 模型：{ $model }
model-none = 选择模型
model-search = 搜索，或输入任意模型名
model-use = 使用“{ $model }”
models-are = { $model } 和另外 { $more } 个
models-is = 模型：{ $shown }（{ $models }）
models-how = 点 + 或按 Shift+Enter，可把提示词同时发给多个模型，最多 { $most } 个。
models-full = 已选 { $most } 个模型，不能再多了。
model-unknown = Musa 不认识这个模型，按你的设置原样发送
model-references = { $count } 张参考图
model-no-references = 无参考图
shape = 画面比例与尺寸
shape-is = 画面比例与尺寸：{ $shape }
shape-auto = 画面比例由模型决定。
pixels-come = { $pixels } 像素 · 约 { $bytes } { $format }
pixels-unknown = 像素尺寸由服务商决定。
estimate-how = 按像素估算：照片每像素约占 PNG 2.1 字节、JPEG 0.35 字节、WebP 0.25 字节。
count-is = 张数：{ $count }
count-how = 张数
count-pictures = { $count } 张
more-settings = 更多设置
more-settings-set = 更多设置，部分已设定
route-automatic = 自动
route-automatic-now = 自动 · { $route }
route-images = 图片生成
route-edits = 图片编辑
route-gemini = Gemini
route-chat = 对话
route-automatic-what = 按模型和参考图选用合适的接口。
route-images-what = 由提示词生成图片的常规接口。
route-edits-what = 在参考图的基础上修改，支持蒙版。
route-gemini-what = Google 官方格式，生成结果可以接着修改。
route-chat-what = 以对话方式提出要求，比例和尺寸只能用文字说明。
route-continues = 接着修改时，请求走 Gemini 接口。
drafts = 草稿
drafts-none = 不要
drafts-what = 生成过程中先看到的草图，每张都计费。
value-quality-low = 低
value-quality-medium = 中
value-quality-high = 高
value-quality-standard = 标准
value-quality-hd = 高清
value-background-transparent = 透明
value-background-opaque = 不透明
value-fidelity-low = 低
value-fidelity-high = 高
value-moderation-low = 宽松
fidelity-what = 结果与参考图的接近程度；选“高”费用更多。
compression-idle = 用于 JPEG 和 WebP。
compression-what = 0 到 100；越小文件越小。
moderation-what = 服务商对画面内容审核的严格程度。
value-format-png = PNG
value-format-jpeg = JPEG
value-format-webp = WebP
moved-why = 已按 { $model } 调整：
moved-why-route = 已按“{ $route }”接口调整：
moved = { $field }由 { $from } 改为 { $to }。
moved-away = { $field } { $from } 不再使用。
lost-mask = 蒙版已取下：它对应的图片不再是第一张参考图。
lost-continues = 要接着修改的图片已经不在了。
lost-continues-model = 无法接着修改：该模型不支持 Gemini 格式。
lost-references = 有些参考图已经不在了，提示词里提到它们的地方已标出。
generate = 生成
generate-pictures = { $pictures } 张
generate-models = { $models } 个模型，共 { $pictures } 张图片
generate-enter-key = 输入密钥
generate-preparing = 准备中…
preparing =
    { $count ->
        [0] 正在准备请求…
       *[other] 正在准备 { $count } 张参考图…
    }

## 拖到窗口上的文件

drop-pictures = { $count } 张图片
drop-pictures-behind = { $count } 张图片，加在现有参考图之后
drop-into-library = 复制到图库
drop-pictures-library = { $count } 张图片，复制到图库
drop-pictures-message = { $count } 张图片，随下一条消息发送
drop-mask = 透明的部分会重新绘制
drop-over =
    { $limit ->
        [0] 该模型不接受参考图。
       *[other] 超出 { $over } 张，该模型最多 { $limit } 张。
    }
drop-library = 加入图库
drop-none = 这些文件都用不了
drop-refused = 用不了的文件
drop-refused-more = ……还有 { $count } 个

## 右侧面板

panel = 详情
panel-fold = 收起面板
panel-none = 未选中图片
panel-none-how = 选中图片，查看提示词、设置和来源。
panel-none-film = 未选中视频
panel-none-film-how = 选择一段视频，查看它的任务、设置和来源。
panel-several = { $count } 张图片
panel-reference = 参考图
panel-copy = 复制
panel-save = 另存
panel-restore = 恢复
panel-reveal = 文件夹
panel-copy-prompt = 复制提示词
panel-copied = 已复制
panel-show-all = 展开全文
panel-show-less = 收起
panel-revised = 服务商改写后的提示词
panel-marks = 星级与标签
panel-details = 详情
panel-made-from = 来源
panel-recall = 沿用这些设置
panel-model = 模型
panel-size = 尺寸
panel-asked = 要求
panel-took = 用时
panel-route = 接口
panel-format = 格式
panel-svg = SVG · 以图片显示
panel-partial = 回答中断了：这可能是草稿，而不是完成的图片。
panel-text-left-out = 这里不显示图中的文字；文件中保留着它们。
panel-words = 模型的说明
panel-provider = 服务商
panel-saved = 文件
panel-when = 时间
panel-loading = 加载中
panel-failed = 详情加载失败
panel-try-again = 重试
panel-provider-says = 服务商的原话
panel-technical = 技术详情
panel-response = 回应
panel-response-status = HTTP { $status }
panel-response-cut = 只显示前 256 KiB。
panel-response-open = 查看回应
panel-response-none = 没有收到任何内容。
panel-shape = 要求 { $asked }，实际 { $got }。
panel-crop = 裁剪为 { $ratio }
panel-cropped = 已裁剪为 { $ratio }，另存为新图片，原图保留。
panel-other-route = 换个接口
panel-rerun-missing = 缺少的 { $count } 张图片会通过“{ $route }”接口重新请求，需要付费。
panel-rerun-all = { $count } 张图片会全部通过“{ $route }”接口重新请求，需要再次付费。
panel-rerun-price = 约 { $price }。
panel-size-why = 服务商没有按这个尺寸生成。
panel-shape-why = 服务商没有按要求的比例出图。
