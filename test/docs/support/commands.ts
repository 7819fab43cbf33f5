/** The commands of a page: each line of its shell blocks, and what stands in backticks and begins like a command. */
export function findCommands(page: string): string[] {
  const inBlocks = shellBlocks(page).flatMap((block) => block.split('\n'))
  const inLines = [...page.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => /^(npm|npx|node|bash|sh|docker|curl) /.test(code))
  return [...new Set([...inBlocks, ...inLines])].filter((line) => line !== '' && !line.startsWith('#'))
}

/** The shell blocks of a page, in order. */
export function shellBlocks(page: string): string[] {
  return [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => (block ?? '').trim())
}
