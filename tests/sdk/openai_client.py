"""The official OpenAI client, unchanged, against the demo provider.

Usage: openai_client.py BASE_URL
Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.
"""

import base64
import sys
import urllib.request

import openai

from drawn import png, size

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)

RED = png(256, 256, lambda x: (220, 40, 40, 255))
BLUE = png(256, 256, lambda x: (40, 40, 220, 255))
MASK = png(256, 256, lambda x: (0, 0, 0, 0 if x < 128 else 255))


def lists_models():
    ids = [model.id for model in client.models.list()]
    assert "nano-banana-2" in ids, ids
    assert client.models.retrieve("nano-banana-2").id == "nano-banana-2"


def generates():
    answer = client.images.generate(model="gpt-image-1", prompt="a harbour", n=2, size="1536x1024")
    pictures = [base64.b64decode(one.b64_json) for one in answer.data]
    assert [size(picture) for picture in pictures] == [(1536, 1024)] * 2
    assert pictures[0] != pictures[1], "two pictures, one drawing"
    assert answer.usage.output_tokens > 0


def generates_by_address():
    answer = client.images.generate(
        model="nano-banana",
        prompt="a harbour",
        response_format="url",
        extra_body={"aspect_ratio": "16:9"},
    )
    with urllib.request.urlopen(answer.data[0].url) as body:
        assert size(body.read()) == (1344, 768)


def edits_several_files_with_a_mask():
    answer = client.images.edit(
        model="gpt-image-1",
        prompt="a door here",
        image=[("one.png", RED), ("two.png", BLUE)],
        mask=("mask.png", MASK),
        size="1024x1024",
    )
    assert size(base64.b64decode(answer.data[0].b64_json)) == (1024, 1024)


def streams_with_partials():
    events = list(
        client.images.generate(
            model="gpt-image-1", prompt="a harbour", stream=True, partial_images=2
        )
    )
    assert [event.type for event in events] == [
        "image_generation.partial_image",
        "image_generation.partial_image",
        "image_generation.completed",
    ], events
    assert [event.partial_image_index for event in events[:2]] == [0, 1]
    assert all(size(base64.b64decode(event.b64_json)) == (1024, 1024) for event in events)
    assert events[-1].usage.output_tokens > 0


def streams_an_edit_with_partials():
    events = list(
        client.images.edit(
            model="gpt-image-1",
            prompt="a door here",
            image=("one.png", RED),
            size="1024x1536",
            stream=True,
            partial_images=1,
        )
    )
    assert [event.type for event in events] == [
        "image_edit.partial_image",
        "image_edit.completed",
    ], events
    assert size(base64.b64decode(events[-1].b64_json)) == (1024, 1536)


def edits_a_picture_through_chat():
    picture = "data:image/png;base64," + base64.b64encode(RED).decode()
    question = [
        {"type": "text", "text": "a hat on it, aspect ratio 4:3"},
        {"type": "image_url", "image_url": {"url": picture}},
    ]
    deltas = client.chat.completions.create(
        model="nano-banana", messages=[{"role": "user", "content": question}], stream=True
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in deltas)
    address = text.split("![image](")[1].split(")")[0]
    with urllib.request.urlopen(address) as body:
        assert size(body.read()) == (1184, 864)


def draws_a_vector_through_chat():
    answer = client.chat.completions.create(
        model="recraftv3", messages=[{"role": "user", "content": "a lighthouse by the sea"}]
    )
    address = answer.choices[0].message.content.split("![image](")[1].split(")")[0]
    with urllib.request.urlopen(address) as body:
        assert body.read().startswith(b"<svg "), "not a vector picture"


def is_refused_as_by_the_real_one():
    try:
        client.images.generate(model="gpt-image-1", prompt="x", response_format="url")
    except openai.BadRequestError as error:
        assert error.code == "unknown_parameter", error
    else:
        raise AssertionError("response_format was taken")


CHECKS = [
    lists_models,
    generates,
    generates_by_address,
    edits_several_files_with_a_mask,
    streams_with_partials,
    streams_an_edit_with_partials,
    edits_a_picture_through_chat,
    draws_a_vector_through_chat,
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
