/** Shares the page by whatever the device has for that, or puts its address where one can paste it from. */
export function offerSharing(button: HTMLElement): void {
  const address = location.href.split('#', 1)[0]!
  const { share, clipboard } = navigator as Partial<Navigator>
  if (!share && !clipboard) return
  button.hidden = false
  button.addEventListener('click', async () => {
    // Whoever thinks better of it closes the device's own dialogue, which is told as a failure.
    if (share) return share.call(navigator, { title: document.title, url: address }).catch(() => {})
    await clipboard!.writeText(address)
    button.nextElementSibling!.textContent = button.dataset.done!
  })
}
