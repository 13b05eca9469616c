// Writes the stylesheet of the NHS.UK frontend, compiled, to standard output.
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { css } = compile(here('nhsuk.scss'), { loadPaths: [here('node_modules')], style: 'compressed', quietDeps: true });
process.stdout.write('/* NHS.UK frontend 10.6.1, MIT licence, see /licences. Compiled from web/styles by `make assets`; do not edit. */\n' + css + '\n');
