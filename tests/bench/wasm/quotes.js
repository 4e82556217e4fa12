// Times quotes of the shipped tools' module in Node. `node quotes.js BUNDLE CASE`: the folder of the bundle, and a file
// with a policy, a complaint, a day, a submission and a day before it. Writes medians in milliseconds as JSON.
//
// Each call hands over its documents. What a quote costs is therefore the difference to a call that is handed the same
// policy and is refused before anything is computed; the two are called by turns, so that what else the machine does
// falls on both.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const WARM = 60;
const TURNS = 250;

const middle = (figures) => figures.sort((a, b) => a - b)[figures.length >> 1];

function timed(call) {
    const since = performance.now();
    const answer = call();
    return [performance.now() - since, answer];
}

/** The median of a call and of what it takes longer than another. */
function beside(whole, refused) {
    const [all, more] = [[], []];
    for (let turn = -WARM; turn < TURNS; turn += 1) {
        const [long] = timed(whole);
        const [short] = timed(refused);
        if (turn >= 0) {
            all.push(long);
            more.push(long - short);
        }
    }
    return { call: middle(all), more: middle(more) };
}

function expect(answer, type) {
    if (!answer.startsWith(`{"type":"${type}"`)) throw new Error(answer.slice(0, 300));
    return answer.length;
}

async function main(bundle, file) {
    const script = readFileSync(join(bundle, 'amends_tools.js'), 'utf8');
    const address = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`;
    const tools = await import(address);
    await tools.default({ module_or_path: readFileSync(join(bundle, 'amends_tools_bg.wasm')) });
    const { policy, complaint, today, submission, before } = JSON.parse(readFileSync(file, 'utf8'));
    const [quote, other] = [
        () => tools.quote(policy, complaint, today),
        () => tools.quote(policy, '{"problem":"nothing-known"}', today),
    ];
    const [verdict, early] = [
        () => tools.verify(policy, submission, today),
        () => tools.verify(policy, submission, before),
    ];
    const letters = expect(quote(), 'success');
    expect(other(), 'failure');
    expect(verdict(), 'success');
    expect(early(), 'failure');
    console.log(JSON.stringify({
        letters,
        handed: beside(quote, other),
        alone: beside(verdict, early),
    }));
}

main(...process.argv.slice(2)).catch((error) => {
    console.error(error);
    process.exit(1);
});
