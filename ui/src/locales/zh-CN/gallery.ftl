### 图库的页面：画板、搜索、导入、回收站。

## 图库

library-tile-size = 缩略图大小
library-grid = 图片
library-untitled = 没有提示词的图片，{ $name }
library-loading = 正在载入图片
library-loading-one = 载入中
library-failed = 图库没有响应
library-try-again = 重试
library-empty = 生成的图片都在这里
library-empty-next = 图片保存后就会出现，它们是你自己文件夹里的普通文件。也可以把已有的图片拖进来。
library-empty-create = 生成第一张图片
library-none = 没有找到
library-none-next = 少写几个词，或者在全部图片里找。
library-futile = 还没有可以搜索的内容
library-futile-next = 输入一个词，或给条件写上可用的值，例如 tag:秋日、rating:>=4。
library-board-empty = 画板上还没有图片
library-board-empty-next = 把图片拖上来，或者在“创作”里把它选作项目。
library-trash-empty = 回收站是空的
library-trash-empty-next = 删除的图片会留在这里，直到清空。
library-show-everything = 显示全部图片
library-missing = 找不到图库文件夹
library-missing-next = 图片没有丢失：接上它所在的磁盘后重新检查；也可以改用别的文件夹，原有图片仍留在原处。
library-read-only = 图库文件夹无法写入
library-choose-folder = 选择文件夹…
library-use-default = 使用默认文件夹
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
library-cost = 费用
library-ratio = 画面比例
library-common = 共同之处
library-keys = P 选用 · X 淘汰 · 0–5 星级

## 搜索

library-search = 搜索图库
library-search-hint = 搜索提示词、模型、标签
library-search-clear = 清除搜索
library-search-remove = 去掉 { $token }
library-search-ways = 可以接着输入
library-found = { $total } 张中的 { $count } 张 · { $took }
library-token-model = 由哪个模型生成
library-token-tag = 带有的标签
library-token-board = 所在的画板
library-token-rating = 星级：4、>=3
library-token-ratio = 画面比例：16:9
library-token-date = 日期：2026-11、today、7d
library-token-file = 文件名的一部分
library-token-flag = picked 选用、rejected 淘汰
library-token-width = 宽多少像素：>=2048
library-token-height = 高多少像素

## 顺序与排列

library-order = 顺序
library-order-newest = 最新在前
library-order-oldest = 最早在前
library-order-rating = 星级最高
library-order-name = 按文件名
library-order-largest = 文件最大
library-squares = 排成方格
library-rows = 显示完整画面
library-scale = 跳到日期
library-scale-place = 第 { $number } 张，共 { $count } 张

## 画板与标签

library-side = 画板与标签
library-boards = 画板
library-everything = 全部图片
library-trash = 回收站
library-tags-all = 共有的标签
library-tags-more = 还有 { $count } 个
library-board = 画板
library-to-board = 放到画板上
library-off-board = 从“{ $name }”上取下
library-board-new = 新建画板…
library-board-inside = 在其中新建画板…
library-board-edit = 编辑画板…
library-board-delete = 删除画板
library-board-project = 用作“创作”的项目
library-board-smart = 把这次搜索存为智能画板…
library-board-new-title = 新建画板
library-board-edit-title = 编辑画板
library-board-smart-title = 新建智能画板
library-board-name = 名称
library-board-in = 上级画板
library-board-top = 无
library-board-query = 搜索
library-board-query-hint = 画板显示这次搜索找到的图片。
library-board-make = 新建
library-board-keep = 保存

## 星级、选用与淘汰

library-cull = 挑图
library-cull-close = 回到图库
library-cull-done = 这是最后一张
library-cull-again = 从头再看
library-cull-strip = 前后的图片

## 回收站

library-restore = 恢复
library-trash-what = 删除的图片留在这里，星级、标签和画板都在。
library-trash-clear = 清空回收站…
library-trash-clear-now = 清空回收站
library-trash-ask = 把 { $count } 张图片移到系统回收站？
library-trash-ask-next = 之后 Musa 无法把它们找回来。系统回收站清空之前，可以在那里找回。

## 导入

library-import = 导入
library-import-files = 导入图片…
library-import-folder = 导入文件夹…
library-importing = 正在导入
library-imported = { $count ->
        [0] 没有导入图片
       *[other] 已导入 { $count } 张图片
    }
library-import-stopped = { $count ->
        [0] 已停止，没有导入图片
       *[other] 已停止，{ $count } 张图片已在图库里
    }
library-import-failed = 导入无法继续
library-import-looking = 已找到 { $count } 个文件
library-import-done = { $done } / { $total }
library-import-there = { $count } 张已经在图库里
library-import-refused = { $count } 个没有导入
library-import-list = 查看明细
library-import-stop = 停止
library-import-left = 没有导入的文件
library-import-same = { $name } 与 { $same } 相同
library-import-more = 另有 { $count } 个

## 按键

command-library-open = 打开选中的图片
command-library-use = 把选中的图片用作参考图
command-library-copy = 复制选中的图片
command-library-save-copy = 另存选中图片的副本
command-library-delete = 删除选中的图片
command-library-select-all = 选择全部图片
command-library-clear = 取消选择
command-library-move = 在图片之间移动
