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
// Process 1 of a container is not ended by a signal that it does not listen to. Nothing has begun while this loads.
const leave = () => process.exit(128 + 15);
process.on('SIGTERM', leave);
const { main } = await import('./main.ts');
// What came in while that was busy is heard once the event loop has turned.
await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
process.off('SIGTERM', leave);
process.exitCode = await main(process.argv.slice(2));
