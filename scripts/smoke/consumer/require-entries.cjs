const assert = require("node:assert/strict");

for (const name of process.argv.slice(2)) {
  const entry = require(name);
  assert.ok(Object.keys(entry).length > 0, `${name} exports nothing`);
}
