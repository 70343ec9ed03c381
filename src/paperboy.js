#!/usr/bin/env node
// Plain JavaScript for any Node: an older one cannot even read the TypeScript behind it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Paperboy runs on Node 24.15 or newer, and this is ${process.versions.node}.\n` +
      'Start it with `npm start` or `npm run -s paperboy -- …`: they use the Node that `npm ci` brings.\n' +
      'If they say this too, `npm ci` ran with --ignore-scripts: run it again without.',
  );
  process.exit(1);
}
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
