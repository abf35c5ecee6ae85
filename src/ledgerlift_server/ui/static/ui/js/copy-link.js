export class CopyLink {
  /** @param {HTMLElement} root - data-module="copy-link", around a [data-copy] element, a button and a role="status" element */
  constructor(root) {
    this.source = root.querySelector('[data-copy]')
    this.status = root.querySelector('[role="status"]')
    this.button = root.querySelector('button')
    if (!this.source || !this.status || !this.button) throw new Error('copy-link: needs [data-copy], a button and a role="status" element')
    this.button.hidden = false
    this.button.addEventListener('click', () => this.copy())
  }

  async copy() {
    await navigator.clipboard.writeText(this.source.textContent.trim())
    this.status.textContent = this.button.dataset.done
  }
}
