import type { AltoPatch } from './alto-patch.ts'

/** How alto starts. */
export const altoServerPatches: readonly AltoPatch[] = [
  // alto listens on every interface and cannot say on which port it landed. Here it listens on loopback only and
  // prints its address, so the operating system can choose a port that no one else takes in between.
  {
    file: 'rpc/server.js',
    find: 'this.fastify.listen({ port: this.config.port, host: "0.0.0.0" });',
    replace: `this.fastify
      .listen({ port: this.config.port, host: "127.0.0.1" })
      .then((address) => console.log("alto listens on " + address));`,
  },
  // alto gives up if an EntryPoint is missing. Here it waits up to 20 seconds: the EntryPoints are deployed while it
  // loads.
  {
    file: 'cli/handler.js',
    find: 'await preFlightChecks(config);',
    replace: `for (let left = 1000; ; left--) {
        try {
            await preFlightChecks(config);
            break;
        } catch (error) {
            if (left === 0) throw error;
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }`,
  },
]
