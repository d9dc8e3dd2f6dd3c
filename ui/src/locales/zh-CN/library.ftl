### 图库、看图窗口和任务队列。

## 图库

library-title = 图库
library-count = { $count } 张图片
library-tile-size = 缩略图大小
library-grid = 图片，最新的在前
library-untitled = 没有提示词的图片，{ $name }
library-loading = 正在载入图片
library-failed = 更早的图片没能载入
library-try-again = 重试
library-empty = 你生成的图片都会留在这里
library-empty-next = 图片保存后就会出现在这里，同时也是你文件夹里的普通文件。
library-empty-create = 生成第一张图片
library-missing = 找不到图库文件夹
library-missing-next = 图片没有丢失：接上它所在的磁盘后重新检查；也可以改用别的文件夹，原有图片仍留在原处。
library-read-only = 图库文件夹无法写入
library-choose-folder = 选择文件夹…
library-use-default = 使用默认文件夹
library-look-again = 重新检查
library-still-missing = 还是没有找到。

library-file-missing = 文件不在了
library-file-missing-next = 它在 Musa 之外被移动、改名或删除了。把文件放回原处，或在这里删除这张图片。
library-file-changed = 已被改动
library-file-changed-next = 保存后，其他程序改动过这个文件。这里的详情仍是它最初的信息。

library-selected = 已选 { $count } 张
library-selection = 选中的图片
library-clear = 取消选择
library-together = 合计
library-total-size = 大小
library-models = 模型
library-more-models = 另有 { $count } 个
library-delete-hint = 删除的图片会放进图库的回收站，可以撤销。

## 可以对图片做的事

picture-open = 打开
picture-use = 用作参考图
picture-use-several = 用作参考图
picture-copy = 复制
picture-save-copy = 另存副本…
picture-reveal = 在文件夹中显示
picture-delete = 删除
picture-menu = 对这张图片的操作

## 按键

command-library-open = 打开选中的图片
command-library-use = 把选中的图片用作参考图
command-library-copy = 复制选中的图片
command-library-save-copy = 另存选中图片的副本
command-library-delete = 删除选中的图片
command-library-select-all = 选择全部图片
command-library-clear = 取消选择
command-library-move = 在图片之间移动

command-viewer-fit = 适合窗口
command-viewer-actual = 实际大小
command-viewer-toggle = 在适合窗口与实际大小之间切换
command-viewer-in = 放大
command-viewer-out = 缩小
command-viewer-next = 下一张
command-viewer-previous = 上一张
command-viewer-pan = 移动画面
command-viewer-first = 第一张
command-viewer-last = 最后一张

## 看图窗口

viewer-title = 图片
viewer-close = 关闭
viewer-previous = 上一张
viewer-next = 下一张
viewer-place = 第 { $number } 张，共 { $count } 张
viewer-zoom = { $percent }%
viewer-fit = 适合
viewer-actual = 1:1
viewer-in = 放大
viewer-out = 缩小
viewer-broken = 无法显示原图
viewer-broken-next = 文件可能在 Musa 之外被移动或改动。请到它的文件夹里看看，或在这里删除这张图片。

## 任务队列

queue-running = 进行中
queue-ended = 最近
queue-empty = 没有进行中的任务
queue-empty-next = 正在生成的图片会列在这里。
queue-arrived = { $arrived } / { $asked }
queue-waiting = 排队中
queue-stop = 停止等待
queue-stop-run = 停止等待“{ $prompt }”
queue-stop-free = 还没有发出请求，停止不会扣费。
queue-stop-charged = 已发出的请求仍可能扣费。
queue-stop-confirm = 停止等待？
queue-stop-keep = 继续等待
queue-go = 在“创作”中查看“{ $prompt }”
queue-done = 已保存
queue-failed = 失败
queue-cancelled = 已停止
queue-unknown = 可能已扣费
