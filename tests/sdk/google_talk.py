"""The official Google Gen AI client, unchanged, in talks with the demo provider.

Usage: google_talk.py BASE_URL
Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.
"""

import json
import sys

from google import genai
from google.genai import types

from drawn import png

client = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=sys.argv[1]))

MODEL = "gemini-2.5-pro"
THINKING = types.ThinkingConfig(thinking_budget=128, include_thoughts=True)


def answers_with_its_thoughts():
    answer = client.models.generate_content(
        model=MODEL,
        contents="Explain how AI works in a few words",
        config=types.GenerateContentConfig(thinking_config=THINKING),
    )
    parts = answer.candidates[0].content.parts
    assert [bool(part.thought) for part in parts] == [True, False], parts
    assert answer.usage_metadata.thoughts_token_count > 0


def streams_its_thoughts_and_its_words():
    thought, said = "", ""
    for chunk in client.models.generate_content_stream(
        model=MODEL,
        contents="月亮为什么是黄色的",
        config=types.GenerateContentConfig(thinking_config=THINKING, system_instruction="简短。"),
    ):
        for part in chunk.candidates[0].content.parts:
            if part.thought:
                thought += part.text
            else:
                said += part.text or ""
    assert "月亮" in thought and "月亮" in said, (thought, said)
    assert chunk.candidates[0].finish_reason == "STOP"


def sees_a_picture():
    red = types.Part.from_bytes(
        data=png(96, 48, lambda _: (220, 40, 40, 255)), mime_type="image/png"
    )
    answer = client.models.generate_content(model=MODEL, contents=[red, "what is this?"])
    assert "96 × 48" in answer.text and "red" in answer.text, answer.text


def calls_a_function_by_itself():
    asked = []

    def get_weather(city: str) -> dict:
        """The weather of a city."""
        asked.append(city)
        return {"temperature": 21}

    answer = client.models.generate_content(
        model="gemini-3-pro-preview",
        contents="What's the weather in Paris?",
        config=types.GenerateContentConfig(tools=[get_weather]),
    )
    assert asked == ["Paris"] and "temperature: 21" in answer.text, (asked, answer.text)


def answers_with_json_that_fits():
    schema = {
        "type": "OBJECT",
        "required": ["name", "count"],
        "properties": {"name": {"type": "STRING"}, "count": {"type": "INTEGER", "minimum": 5}},
    }
    answer = client.models.generate_content(
        model=MODEL,
        contents="a product",
        config=types.GenerateContentConfig(
            response_mime_type="application/json", response_schema=schema
        ),
    )
    value = json.loads(answer.text)
    assert value["count"] >= 5 and isinstance(value["name"], str), value


CHECKS = [
    answers_with_its_thoughts,
    streams_its_thoughts_and_its_words,
    sees_a_picture,
    calls_a_function_by_itself,
    answers_with_json_that_fits,
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
