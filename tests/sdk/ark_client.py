"""The official Volcano Ark client, unchanged, against the demo provider's films.

Usage: ark_client.py BASE_URL
Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.
"""

import base64
import sys
import time
import urllib.request

from volcenginesdkarkruntime import Ark

from drawn import png, size

client = Ark(base_url=sys.argv[1] + "/seedance/v3", api_key="none", max_retries=0)
tasks = client.content_generation.tasks

PRO = "doubao-seedance-1-0-pro-250528"
FRAME = "data:image/png;base64," + base64.b64encode(
    png(320, 400, lambda x: (220, 40, 40, 255))
).decode()


def text(words):
    return {"type": "text", "text": words}


def frame(role=None):
    part = {"type": "image_url", "image_url": {"url": FRAME}}
    return part | ({"role": role} if role else {})


def body(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def makes_a_film_and_fetches_it():
    made = tasks.create(model=PRO, content=[text("a cat --ratio 16:9")], return_last_frame=True)
    assert made.id.startswith("cgt-"), made.id
    seen = []
    while True:
        task = tasks.get(task_id=made.id)
        seen.append(task.status)
        if task.status not in ("queued", "running"):
            break
        time.sleep(1)
    assert task.status == "succeeded", task
    assert "queued" in seen and "running" in seen, seen
    assert task.usage.total_tokens == 108900, task.usage
    film = body(task.content.video_url)
    assert film[4:8] == b"ftyp", film[:16]
    assert size(body(task.content.last_frame_url)) == (640, 360)


def a_film_follows_its_first_frame():
    content = [text("a cat"), frame("first_frame"), frame("last_frame")]
    made = tasks.create(model=PRO, content=content, duration=5, resolution="720p", seed=7)
    task = tasks.get(task_id=made.id)
    assert (task.status, task.seed) == ("queued", 7), task


def cancels_what_waits():
    made = tasks.create(model=PRO, content=[text("a cat")])
    tasks.delete(task_id=made.id)
    assert tasks.get(task_id=made.id).status == "cancelled"


def lists_its_tasks():
    made = tasks.create(model=PRO, content=[text("a list")])
    page = tasks.list(page_num=1, page_size=50)
    assert made.id in [task.id for task in page.items], page
    assert page.total >= 1


def is_refused_as_by_the_real_one():
    for content, code in [
        ([], "MissingParameter"),
        ([text("a cat"), frame(), frame()], "InvalidParameter"),
    ]:
        try:
            tasks.create(model=PRO, content=content)
        except Exception as refusal:
            assert code in str(refusal), refusal
        else:
            raise AssertionError(f"{content} was taken")


CHECKS = [
    makes_a_film_and_fetches_it,
    a_film_follows_its_first_frame,
    cancels_what_waits,
    lists_its_tasks,
    is_refused_as_by_the_real_one,
]

failed = 0
for check in CHECKS:
    try:
        check()
        print("ok    ", check.__name__)
    except Exception as error:  # each check is told by itself
        failed += 1
        print("FAILED", check.__name__, repr(error))
print(f"{len(CHECKS) - failed} passed, {failed} failed, 0 skipped")
sys.exit(1 if failed else 0)
