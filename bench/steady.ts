/** The third of three times: by then nothing happens for the first time. */
export async function steady<result>(work: () => Promise<result>): Promise<result> {
  await work()
  await work()
  return work()
}
