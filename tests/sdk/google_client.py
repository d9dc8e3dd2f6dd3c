"""The official Google Gen AI client, unchanged, against the demo provider.

Usage: google_client.py BASE_URL
Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.
"""

import sys

from google import genai
from google.genai import errors, types

from drawn import png, size

client = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=sys.argv[1]))

FLASH = "gemini-2.5-flash-image"
PRO = "gemini-3-pro-image-preview"

def pictures(parts):
    """The pictures of an answer, without its drafts."""
    return [part.inline_data.data for part in parts if part.inline_data and not part.thought]


def settings(**image):
    return types.GenerateContentConfig(
        response_modalities=["TEXT", "IMAGE"], image_config=types.ImageConfig(**image)
    )


def lists_models():
    names = [model.name for model in client.models.list()]
    assert f"models/{PRO}" in names, names
    assert client.models.get(model=FLASH).name == f"models/{FLASH}"


def generates():
    answer = client.models.generate_content(
        model=FLASH, contents="a harbour", config=settings(aspect_ratio="16:9")
    )
    parts = answer.candidates[0].content.parts
    assert [size(picture) for picture in pictures(parts)] == [(1344, 768)]
    assert parts[0].text and answer.usage_metadata.candidates_token_count == 1290


def generates_a_large_one_with_a_draft():
    answer = client.models.generate_content(
        model=PRO, contents="a harbour", config=settings(aspect_ratio="3:2", image_size="2K")
    )
    parts = answer.candidates[0].content.parts
    assert [bool(part.thought) for part in parts] == [True, False, False], parts
    assert [size(picture) for picture in pictures(parts)] == [(2528, 1696)]
    assert len(parts[-1].thought_signature) > 500


def edits_a_picture():
    red = types.Part.from_bytes(data=png(300, 200, lambda _: (200, 30, 30, 255)), mime_type="image/png")
    blue = types.Part.from_bytes(data=png(300, 200, lambda _: (30, 30, 200, 255)), mime_type="image/png")

    def edited(picture):
        answer = client.models.generate_content(
            model=FLASH,
            contents=[picture, "a hat on it"],
            config=types.GenerateContentConfig(seed=1),
        )
        return pictures(answer.candidates[0].content.parts)[0]

    assert size(edited(red)) == (1248, 832), "the ratio follows the picture"
    assert edited(red) == edited(red) != edited(blue)


def talks_for_three_turns():
    chat = client.chats.create(model=PRO, config=settings())
    drawn = [
        pictures(chat.send_message(words).candidates[0].content.parts)[0]
        for words in ["a harbour, seed of three turns", "at night", "with a boat"]
    ]
    assert len(set(drawn)) == 3 and {size(picture) for picture in drawn} == {(1024, 1024)}
    model = [content for content in chat.get_history() if content.role == "model"]
    assert len(model) == 3
    assert all(content.parts[-1].thought_signature for content in model)


def talks_in_streams():
    chat = client.chats.create(model=PRO, config=settings())
    for words in ["a forest", "in autumn", "with a fox"]:
        found = []
        for chunk in chat.send_message_stream(words):
            found += pictures(chunk.candidates[0].content.parts)
        assert [size(picture) for picture in found] == [(1024, 1024)], words


def a_changed_turn_is_refused():
    chat = client.chats.create(model=PRO, config=settings())
    chat.send_message("a harbour")
    history = chat.get_history()
    history[1].parts[-1].thought_signature = None
    again = client.chats.create(model=PRO, history=history)
    try:
        again.send_message("at night")
    except errors.ClientError as error:
        assert error.code == 400 and "thought_signature" in error.message, error
    else:
        raise AssertionError("a turn without its signature was taken")


CHECKS = [
    lists_models,
    generates,
    generates_a_large_one_with_a_draft,
    edits_a_picture,
    talks_for_three_turns,
    talks_in_streams,
    a_changed_turn_is_refused,
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
