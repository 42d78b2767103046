/** Keeps parts of a page as they are now: each names where its server tells what it has become. */
for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) follow(part)

function follow(part: HTMLElement): void {
  const source = new EventSource(part.dataset.live!)
  source.addEventListener('part', ({ data }) => {
    part.innerHTML = data
  })
  // A page that is put away must not hold its connection.
  addEventListener('pagehide', () => source.close())
}
