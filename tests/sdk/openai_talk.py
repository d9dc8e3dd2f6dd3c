"""The official OpenAI client, unchanged, in talks with the demo provider.

Usage: openai_talk.py BASE_URL
Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.
"""

import base64
import json
import sys

import openai

from drawn import png, size

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)

RED = "data:image/png;base64," + base64.b64encode(
    png(96, 48, lambda x: (220, 40, 40, 255))
).decode()
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "price", "tags"],
    "properties": {
        "name": {"type": "string"},
        "price": {"type": "number", "minimum": 1, "maximum": 9},
        "tags": {"type": "array", "items": {"enum": ["warm", "cold"]}, "minItems": 2},
    },
}
WEATHER = {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}


def fits(text):
    value = json.loads(text)
    assert set(value) == {"name", "price", "tags"}, value
    assert 1 <= value["price"] <= 9 and len(value["tags"]) >= 2, value


def chats():
    answer = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": "给新茶品牌起名"}], n=2
    )
    texts = [choice.message.content for choice in answer.choices]
    assert len(texts) == 2 and texts[0] != texts[1] and "晴川" in texts[0], texts
    assert answer.usage.total_tokens > 10


def streams_with_thinking():
    thought, said, end = "", "", None
    for chunk in client.chat.completions.create(
        model="claude-3-7-sonnet-20250219-thinking",
        messages=[{"role": "user", "content": "How do I plan a poster?"}],
        stream=True,
    ):
        delta = chunk.choices[0].delta
        thought += getattr(delta, "reasoning_content", None) or ""
        said += delta.content or ""
        end = chunk.choices[0].finish_reason or end
    assert "poster" in thought and said.startswith("For “How do I plan a poster”"), said
    assert end == "stop"


def sees_a_picture():
    content = [
        {"type": "text", "text": "what is this?"},
        {"type": "image_url", "image_url": {"url": RED}},
    ]
    answer = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": content}]
    )
    text = answer.choices[0].message.content
    assert "96 × 48" in text and "red" in text, text


def calls_functions_and_uses_their_results():
    tools = [{"type": "function", "function": {"name": "get_weather", "parameters": WEATHER}}]
    messages = [{"role": "user", "content": "What's the weather in Paris and London?"}]
    message = client.chat.completions.create(
        model="gpt-4o", messages=messages, tools=tools
    ).choices[0].message
    cities = [json.loads(call.function.arguments)["city"] for call in message.tool_calls]
    assert cities == ["Paris", "London"], cities
    messages.append(message)
    for call in message.tool_calls:
        result = {"role": "tool", "tool_call_id": call.id, "content": '{"temperature": 21}'}
        messages.append(result)
    said = client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
    assert "temperature: 21" in said.choices[0].message.content


def answers_with_json_that_fits():
    schema = {"name": "product", "schema": SCHEMA, "strict": True}
    answer = client.chat.completions.create(
        model="gpt-4o-2024-08-06",
        messages=[{"role": "user", "content": "a product"}],
        response_format={"type": "json_schema", "json_schema": schema},
    )
    fits(answer.choices[0].message.content)


def completes():
    answer = client.completions.create(
        model="gpt-3.5-turbo-instruct", prompt="hello", max_tokens=7
    )
    assert answer.choices[0].finish_reason == "length" and answer.choices[0].text
    deltas = client.completions.create(
        model="gpt-3.5-turbo-instruct", prompt="hello", max_tokens=200, stream=True
    )
    text = "".join(chunk.choices[0].text for chunk in deltas if chunk.choices)
    assert text.endswith("picture."), text


def responds_in_a_stream_with_a_search():
    with client.responses.stream(
        model="o3-deep-research-2025-06-26",
        input="colour trends",
        tools=[{"type": "web_search_preview"}],
        reasoning={"summary": "auto"},
    ) as stream:
        kinds = [event.type for event in stream]
        answer = stream.get_final_response()
    assert "response.web_search_call.searching" in kinds, kinds
    assert "response.reasoning_summary_text.delta" in kinds, kinds
    assert [item.type for item in answer.output] == ["reasoning", "web_search_call", "message"]
    source = answer.output[2].content[0].annotations[0]
    named = answer.output_text[source.start_index : source.end_index]
    assert source.url.startswith("https://") and source.url in named, named


def responds_with_json_a_call_and_a_picture():
    form = {"type": "json_schema", "name": "product", "schema": SCHEMA, "strict": True}
    fits(client.responses.create(model="gpt-4.1", input="a product", text={"format": form}).output_text)
    tool = {"type": "function", "name": "get_weather", "parameters": WEATHER, "strict": False}
    item = client.responses.create(
        model="gpt-4.1", input="What's the weather in Paris?", tools=[tool]
    ).output[0]
    assert (item.type, json.loads(item.arguments)) == ("function_call", {"city": "Paris"})
    drawn = client.responses.create(
        model="gpt-4.1", input="draw a red fox", tools=[{"type": "image_generation"}]
    ).output[0]
    assert size(base64.b64decode(drawn.result)) == (1024, 1024)


def is_refused_as_by_the_real_one():
    try:
        client.chat.completions.create(model="gpt-4o", messages=[], temperature=1)
    except openai.BadRequestError as error:
        assert error.param == "messages", error
    else:
        raise AssertionError("a chat without messages was taken")


CHECKS = [
    chats,
    streams_with_thinking,
    sees_a_picture,
    calls_functions_and_uses_their_results,
    answers_with_json_that_fits,
    completes,
    responds_in_a_stream_with_a_search,
    responds_with_json_a_call_and_a_picture,
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
