import { Paused, Refused, TusUpload, fingerprint } from './tus.js'

// Below what the server takes at once through one link.
const LANES = 4

export class FileUpload {
  /** @param {HTMLFormElement} root - data-module="file-upload": a plain upload form that already works without scripts */
  constructor(root) {
    this.root = root
    this.input = root.querySelector('input[type="file"]')
    this.submit = root.querySelector('button[type="submit"]')
    this.list = root.querySelector('[data-uploads]')
    this.row = root.querySelector('template')
    this.status = root.querySelector('[role="status"]')
    if (!this.input || !this.submit || !this.list || !this.row || !this.status) throw new Error('file-upload: incomplete form')
    this.token = root.querySelector('[name="csrfmiddlewaretoken"]').value
    this.words = root.dataset
    // Choosing is sending: one click fewer. The button stays for whoever has no scripts.
    this.submit.hidden = true
    this.input.addEventListener('change', () => this.take(this.input.files))
    this.acceptDrops()
  }

  acceptDrops() {
    const mark = (on) => this.root.classList.toggle('is-dropping', on)
    this.root.addEventListener('dragover', (event) => { event.preventDefault(); mark(true) })
    this.root.addEventListener('dragleave', (event) => { if (!this.root.contains(event.relatedTarget)) mark(false) })
    this.root.addEventListener('drop', (event) => { event.preventDefault(); mark(false); this.take(event.dataTransfer.files) })
  }

  async take(files) {
    const chosen = Array.from(files)
    if (!chosen.length) return
    if (chosen.length > Number(this.words.most)) return this.say(this.words.tooMany)
    const waiting = chosen.map((file) => ({ file, row: this.addRow(file) }))
    const ends = []
    const send = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) ends.push(await this.sendOne(next.file, next.row))
    }
    await Promise.all(Array.from({ length: LANES }, send))
    // The page itself shows what was received: one description of a file, made in one place.
    if (!ends.every(Boolean)) return
    history.replaceState(null, '', `${this.words.after}#files`)
    window.location.reload()
  }

  async sendOne(file, row) {
    if (file.size > Number(this.words.limit)) return this.refuse(row, this.words.tooLarge)
    const print = await fingerprint(file)
    const metadata = { filename: file.name, fingerprint: print, replaces: this.root.elements.replaces?.value ?? '' }
    const started = { at: performance.now(), from: null }
    const upload = new TusUpload(file, {
      endpoint: this.words.endpoint, token: this.token, metadata, url: this.unfinished(print),
      onProgress: (sent) => this.showProgress(row, file, sent, started),
    })
    row.pause.addEventListener('click', () => upload.pause())
    return this.finish(row, upload, started)
  }

  async finish(row, upload, started) {
    try {
      started.at = performance.now()
      started.from = null
      await upload.send()
      row.note.textContent = this.words.received
      row.pause.hidden = true
      return true
    } catch (error) {
      if (error instanceof Refused) return this.refuse(row, error.message || this.words.failed)
      row.note.textContent = error instanceof Paused ? this.words.paused : this.words.failed
      this.say(row.note.textContent)
      return this.offerToGoOn(row, upload, started)
    }
  }

  offerToGoOn(row, upload, started) {
    row.pause.hidden = true
    row.resume.hidden = false
    row.resume.focus()
    return new Promise((resolve) => {
      row.resume.addEventListener('click', () => {
        row.resume.hidden = true
        row.pause.hidden = false
        resolve(this.finish(row, upload, started))
      }, { once: true })
    })
  }

  /** The address of an upload of this very file that was cut off, as the server listed it on the page. */
  unfinished(print) {
    return this.root.querySelector(`[data-fingerprint="${CSS.escape(print)}"]`)?.dataset.url
  }

  addRow(file) {
    const element = this.row.content.firstElementChild.cloneNode(true)
    const part = (name) => element.querySelector(`[data-${name}]`)
    part('name').textContent = file.name
    this.list.append(element)
    return { bar: part('bar'), note: part('note'), pause: part('pause'), resume: part('resume') }
  }

  showProgress(row, file, sent, started) {
    started.from ??= sent
    const seconds = (performance.now() - started.at) / 1000
    const speed = seconds > 0.2 ? (sent - started.from) / seconds : 0
    const share = file.size ? sent / file.size : 1
    row.bar.value = share
    const language = document.documentElement.lang
    const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(share)
    const rate = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte-per-second', maximumFractionDigits: 1 })
    const left = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' })
    const facts = [percent]
    if (speed) facts.push(rate.format(speed / 1e6), `${left.format(Math.ceil((file.size - sent) / speed))} ${this.words.left}`)
    row.note.textContent = facts.join(' · ')
  }

  refuse(row, message) {
    row.note.textContent = message
    row.note.classList.add('is-bad')
    row.bar.hidden = row.pause.hidden = true
    this.say(message)
    return false
  }

  say(message) {
    this.status.textContent = message
  }
}
