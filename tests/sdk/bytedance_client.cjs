// The AI SDK's client of Seedance, unchanged, against the demo provider's films.
//
// Usage: node bytedance_client.cjs BASE_URL, with NODE_MODULES naming the folder of the packages.
// Ends with a line "N passed, N failed, N skipped" and a code that says whether all passed.

const assert = require("node:assert/strict");
const { createRequire } = require("node:module");

const modules = createRequire(`${process.env.NODE_MODULES}/package.json`);
const { createByteDance } = modules("@ai-sdk/bytedance");

const base = process.argv[2];
const provider = createByteDance({ baseURL: `${base}/seedance/v3`, apiKey: "none" });
const quick = { bytedance: { pollIntervalMs: 500, pollTimeoutMs: 60_000, watermark: false } };

async function make(options) {
  const model = provider.video("seedance-1-0-pro-250528");
  const answer = await model.doGenerate({ n: 1, providerOptions: quick, ...options });
  const [video] = answer.videos;
  const film = new Uint8Array(await (await fetch(video.url)).arrayBuffer());
  assert.equal(Buffer.from(film.slice(4, 8)).toString(), "ftyp");
  return answer;
}

async function makesAFilmAndFetchesIt() {
  await make({ prompt: "a cat runs", aspectRatio: "9:16", duration: 5, seed: 7 });
}

async function isRefusedAsByTheRealOne() {
  await assert.rejects(
    make({ prompt: "a cat runs", aspectRatio: "5:4" }),
    (refusal) => /ratio/.test(String(refusal)),
  );
}

(async () => {
  const checks = [makesAFilmAndFetchesIt, isRefusedAsByTheRealOne];
  let failed = 0;
  for (const check of checks) {
    try {
      await check();
      console.log("ok    ", check.name);
    } catch (error) {
      // Each check is told by itself.
      failed += 1;
      console.log("FAILED", check.name, error);
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exit(failed ? 1 : 0);
})();
