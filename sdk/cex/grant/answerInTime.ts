/** How long prices and state may take to answer, milliseconds: what they are asked for is counted at the time of asking. */
const MOST_MS = 10_000

/**
 * What a port answers, if it does so in time.
 * @throws RangeError when it does not; what the port throws.
 */
export async function answerInTime<answer>(ask: () => Promise<answer>, mostMs = MOST_MS): Promise<answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new RangeError(`No answer within ${mostMs} ms.`)), mostMs)
  })
  try {
    return await Promise.race([ask(), late])
  } finally {
    clearTimeout(timer)
  }
}
