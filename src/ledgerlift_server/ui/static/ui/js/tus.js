// The core of tus 1.0: create, ask for the offset, send the next part. Knows nothing of the page.
const PART = 5 * 2 ** 20
const RETRIES = [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]

export class Refused extends Error {}
export class Paused extends Error {}

export class TusUpload {
  /**
   * @param {File} file
   * @param {{endpoint: string, token: string, metadata: Object<string, string>, url?: string, onProgress: (sent: number) => void}} options
   */
  constructor(file, options) {
    Object.assign(this, { file, ...options })
    this.isPaused = false
  }

  /** Sends the whole file, going on where it stopped; resolves when the server has it all. */
  async send() {
    this.isPaused = false
    this.url ??= await this.patiently(() => this.create())
    let offset = await this.patiently(() => this.offset())
    while (offset < this.file.size) {
      this.onProgress(offset)
      // After any failure the server is asked where it stands: guessing would leave a gap.
      offset = await this.patiently((isRetry) => (isRetry ? this.offset() : this.part(offset)))
    }
    this.onProgress(offset)
  }

  pause() {
    this.isPaused = true
    this.request?.abort()
  }

  async create() {
    const metadata = Object.entries(this.metadata).map(([key, value]) => `${key} ${base64(value)}`).join(',')
    const answer = await this.ask('POST', this.endpoint, { 'Upload-Length': this.file.size, 'Upload-Metadata': metadata })
    return answer.getResponseHeader('Location')
  }

  async offset() {
    return Number((await this.ask('HEAD', this.url, {})).getResponseHeader('Upload-Offset'))
  }

  async part(offset) {
    const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' }
    const answer = await this.ask('PATCH', this.url, headers, this.file.slice(offset, offset + PART), offset)
    return Number(answer.getResponseHeader('Upload-Offset'))
  }

  /** Tries again after a lost connection or a busy server, less and less often; a refusal is final. */
  async patiently(attempt) {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(tries > 0)
      } catch (error) {
        if (error instanceof Refused || error instanceof Paused || tries >= RETRIES.length) throw error
        await new Promise((resolve) => setTimeout(resolve, RETRIES[tries]))
        if (this.isPaused) throw new Paused()
      }
    }
  }

  ask(method, url, headers, body, offset = 0) {
    return new Promise((resolve, reject) => {
      // Between two parts there is no request to abort.
      if (this.isPaused) return reject(new Paused())
      const request = (this.request = new XMLHttpRequest())
      request.open(method, url)
      const all = { 'Tus-Resumable': '1.0.0', 'X-CSRFToken': this.token, Accept: 'application/json', ...headers }
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value)
      if (body) request.upload.onprogress = (event) => this.onProgress(offset + event.loaded)
      request.onload = () => {
        if (request.status < 300) resolve(request)
        else if (request.status >= 500 || readError(request).code === 'upload_interrupted') reject(new Error(`status ${request.status}`))
        else reject(new Refused(readError(request).message))
      }
      request.onerror = () => reject(new Error('connection lost'))
      request.onabort = () => reject(new Paused())
      request.send(body ?? null)
    })
  }
}

function readError(request) {
  const isJson = request.getResponseHeader('Content-Type')?.startsWith('application/json') && request.responseText
  return isJson ? JSON.parse(request.responseText).error : { code: '', message: '' }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** Names a file by its size, time and ends, so that another file of the same name is not mixed into it. */
export async function fingerprint(file) {
  const plain = `${file.size}-${file.lastModified}`
  if (!crypto.subtle) return plain
  const ends = new Blob([file.slice(0, 65536), file.slice(-65536)])
  const digest = await crypto.subtle.digest('SHA-256', await ends.arrayBuffer())
  return plain + '-' + Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
