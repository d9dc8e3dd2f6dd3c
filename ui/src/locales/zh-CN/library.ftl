### 图库、看图窗口和任务队列。

## 图库

library-title = 图库

## 画板与标签

library-tags = 标签
library-tag = 标签
library-tag-add = 添加标签
library-tag-hint = 标签
library-tag-remove = 去掉标签“{ $name }”

## 星级、选用与淘汰

library-rating = 星级
library-stars = { $count ->
        [0] 没有星级
       *[other] { $count } 星
    }
library-pick = 选用
library-reject = 淘汰
library-unflag = 都不是
library-count = { $count } 张图片
library-look-again = 重新检查
library-picked = 已选用
library-rejected = 已淘汰

## 可以对图片做的事

picture-open = 打开
picture-use = 用作参考图
picture-use-several = 用作参考图
picture-copy = 复制
picture-save-copy = 另存副本…
picture-reveal = 在文件夹中显示
picture-delete = 删除
picture-menu = 对这张图片的操作

## 供别处选用的图片

pick-loading = 正在加载图片
pick-more = 显示更早的图片
pick-none = 还没有图片
pick-none-next = 在“创作”中生成的图片会出现在这里。
pick-take =
    { $count ->
        [0] 添加
       *[other] 添加 { $count } 张图片
    }

## 按键

command-pick = 选用
command-reject = 淘汰
command-unflag = 取消选用或淘汰
command-rate-0 = 不给星
command-rate-1 = 1 星
command-rate-2 = 2 星
command-rate-3 = 3 星
command-rate-4 = 4 星
command-rate-5 = 5 星
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
queue-empty-next = 正在生成和刚完成的内容会列在这里。
queue-arrived = { $arrived } / { $asked }
queue-waiting = 排队中
queue-waiting-count = { $count } 张排队
queue-stop = 停止等待
queue-stop-run = 停止等待“{ $prompt }”
queue-stop-free = 还没有发出请求，停止不会扣费。
queue-stop-charged = 已发出的请求仍可能扣费。
queue-stop-confirm = 停止等待？
queue-stop-keep = 继续等待
queue-go = 在“创作”中查看“{ $prompt }”
queue-done = 已保存
queue-failed = 失败
queue-some-failed = { $count } 张失败
queue-cancelled = 已停止
queue-unknown = 可能已扣费
