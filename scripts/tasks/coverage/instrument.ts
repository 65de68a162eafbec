import type { CompilerInput } from 'hardhat/types/solidity'
import { PROJECT_PREFIX } from '../compilation/buildJobs.ts'
import type { ParsedSource } from '../compilation/contractSources.ts'
import { fromSourceBytes, type SourceBytes } from '../compilation/sourceBytes.ts'
import type { Point } from './points.ts'

const LIBRARY_SOURCE = 'CoveragePoints.sol'
const LIBRARY = 'CoveragePoints'

/**
 * The runner takes a call of its coverage address as a point that code comes to. The library that it brings along is not
 * safe for memory in the compiler's sense, and leaves too little room on the stack; this one leaves all memory as it was.
 */
const LIBRARY_CODE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
library ${LIBRARY} {
    function at(uint256 point) internal pure {
        _pure(_tell)(point);
    }
    function outcome(bool condition, uint256 whenTrue) internal pure returns (bool) {
        _pure(_tell)(condition ? whenTrue : whenTrue + 1);
        return condition;
    }
    function _tell(uint256 point) private view {
        assembly ("memory-safe") {
            let kept := mload(0)
            mstore(0, point)
            pop(staticcall(gas(), 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE, 0, 32, 0, 0))
            mstore(0, kept)
        }
    }
    function _pure(function(uint256) view from) private pure returns (function(uint256) pure to) {
        assembly ("memory-safe") {
            to := from
        }
    }
}
`

/** Sources that tell the test runner which of their points they come to, by their names in the compiler's input. */
export function instrument(
  sources: readonly ParsedSource[],
  points: readonly Point[],
): CompilerInput['sources'] {
  const byFile = Map.groupBy(points, ({ file }) => file)
  const told = sources.map(({ file, source }) => {
    const text = withPoints(source, byFile.get(file) ?? [])
    return [PROJECT_PREFIX + file, { content: fromSourceBytes(text) }] as const
  })
  return { ...Object.fromEntries(told), [LIBRARY_SOURCE]: { content: LIBRARY_CODE } }
}

function withPoints(source: SourceBytes, points: readonly Point[]): SourceBytes {
  if (points.length === 0) return source
  const insertions = points.flatMap((point) => {
    if (point.kind === 'statement') {
      const told = `${LIBRARY}.at(${point.id}); `
      return point.isBare
        ? [before(point.start, `{ ${told}`), after(point.end, ' }')]
        : [before(point.start, told)]
    }
    return point.outcome
      ? [before(point.start, `${LIBRARY}.outcome(`), after(point.end, `, ${point.id})`)]
      : []
  })
  return `${inserted(source, insertions)}\nimport {${LIBRARY}} from "${LIBRARY_SOURCE}";\n`
}

interface Insertion {
  readonly at: number
  readonly text: SourceBytes
  /** Whether it belongs to what begins here, not to what ends here. */
  readonly opens: boolean
}

function before(at: number, text: SourceBytes): Insertion {
  return { at, text, opens: true }
}

function after(at: number, text: SourceBytes): Insertion {
  return { at, text, opens: false }
}

/** Points come outermost first: what opens at one place stays in that order, what closes there is turned round. */
function inserted(source: SourceBytes, insertions: readonly Insertion[]): SourceBytes {
  const opening = insertions.filter(({ opens }) => opens)
  const closing = insertions.filter(({ opens }) => !opens).reverse()
  const inOrder = [...closing, ...opening].sort((one, other) => one.at - other.at)
  let [text, position] = ['', 0]
  for (const insertion of inOrder) {
    text += source.slice(position, insertion.at) + insertion.text
    position = insertion.at
  }
  return text + source.slice(position)
}
