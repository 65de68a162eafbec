import type { AltoPatch } from './alto-patch.ts'

const validator = 'rpc/validation/SafeValidator.js'
const tracer = 'rpc/validation/BundlerCollectorTracerV07.js'

/**
 * alto's safe mode (the validation rules of ERC-7562) refuses every operation for EntryPoint 0.7 and later as
 * shipped. These corrections make it enforce the rules on anvil.
 */
export const altoSafeModePatches: readonly AltoPatch[] = [
  // The last traced frame is EntryPoint.delegateAndRevert, which reverts by design and wraps what the simulation
  // returned. alto reads the wrapper as if it were the result. The messages are those of alto's other validator.
  {
    file: validator,
    find: /\/\/ Decode the validation result from the revert data[\s\S]*?(?=const mergedValidation)/g,
    replace: `const [success, returned] = decodeErrorResult({
            abi: parseAbi(["error DelegateAndRevert(bool success, bytes ret)"]),
            data: resultData
        }).args;
        if (!success) {
            const [first, second, inner] = decodeErrorResult({ abi: simulationErrors, data: returned }).args;
            const reason = second ?? first;
            const message = inner === undefined ? reason : reason + " " + parseFailedOpWithRevert(inner);
            throw new RpcError("UserOperation reverted with reason: " + message, toErc7769Code(reason));
        }
        const simulation = getAbiItem({ abi: pimlicoSimulationsAbi, name: "simulateValidation" });
        const [validationResult] = decodeAbiParameters(simulation.outputs, returned);
        `,
  },
  {
    file: validator,
    find: 'import { decodeErrorResult,',
    replace: `import { parseFailedOpWithRevert, simulationErrors, toErc7769Code } from "../estimation/utils.js";
import { decodeAbiParameters, getAbiItem, parseAbi, decodeErrorResult,`,
  },
  // For a call that succeeded, anvil's tracer has undefined where geth's has null: every return looked reverted.
  { file: tracer, find: 'frame.getError() === null ?', replace: '!frame.getError() ?' },
  // A read of memory that was not yet expanded is zeros in the EVM, but an error in anvil's tracer, which then
  // drops the whole trace.
  {
    file: tracer,
    find: 'toHex(log.memory.slice(ofs, ofs + len))',
    replace:
      '(len === 0 || ofs + len > log.memory.length() ? "0x" : toHex(log.memory.slice(ofs, ofs + len)))',
  },
  {
    file: tracer,
    find: 'toHex(log.memory.slice(ofs, ofs + 4))',
    replace: '(ofs + 4 > log.memory.length() ? "0x" : toHex(log.memory.slice(ofs, ofs + 4)))',
  },
  // anvil's tracer gives the cost of an earlier opcode, so comparing it with the gas left reports out-of-gas where
  // there is none. How the call really ended is recorded instead.
  { file: tracer, find: 'log.getGas() < log.getCost() ||', replace: '' },
  {
    file: tracer,
    find: /exit\(frame\) {\s+if \(this\.stopCollecting\) {\s+return;\s+}/g,
    replace: `exit(frame) {
            if (this.stopCollecting) {
                return;
            }
            if (/out ?of ?gas|oog/i.test(String(frame.getError())) && this.currentLevel) {
                this.currentLevel.oog = true;
            }`,
  },
  // Results longer than 2,000 bytes were cut off, and then could not be decoded.
  { file: tracer, find: '.slice(0, 4000)', replace: '.slice(0, 40000)' },
]
