// A contact form for port requests: the files are checked while the form is being filled in, in this page or in a frame,
// and go to a new case with their ticket.
import { LightningElement, api } from 'lwc';
import { loadScript } from 'lightning/platformResourceLoader';
import portCheck from '@salesforce/resourceUrl/portCheck';
import createCase from '@salesforce/apex/PortRequestController.createCase';
import addFile from '@salesforce/apex/PortRequestController.addFile';

const category = { reason: 'Number Management', sub_category: 'Porting Numbers' };
const patienceMs = 5000; // a check that does not end holds nothing up

export default class PortRequest extends LightningElement {
    @api frameUrl = '';
    @api policy = 'warn';

    files = [];
    said = '';
    sending = false;
    frameHeight = 240;
    report;
    blocked = false; // by the last check that ended
    check; // <port-check>, where it runs in this page
    begun = false;
    warned = false;
    checking = Promise.resolve();
    checked = () => {};

    renderedCallback() {
        if (this.begun) return;
        this.begun = true;
        if (this.frameUrl) {
            this.hear = (event) => this.heard(event);
            window.addEventListener('message', this.hear);
        } else {
            this.open().catch(() => {
                this.said = 'The check could not be loaded. You can send the request all the same.';
            });
        }
    }

    disconnectedCallback() {
        if (this.hear) window.removeEventListener('message', this.hear);
    }

    async open() {
        await loadScript(this, `${portCheck}/port-check.js`);
        const check = document.createElement('port-check');
        check.setAttribute('assets', `${portCheck}/`);
        check.setAttribute('server', '');
        check.setAttribute('uploads', 'on-send'); // handleSubmit
        check.setAttribute('policy', this.policy);
        check.setAttribute('active', '');
        this.template.querySelector('.panel').appendChild(check);
        this.check = check;
        this.judge();
    }

    get ticket() {
        const text = (name) => this.template.querySelector(name).value;
        return { subject: text('.subject'), description: text('.description'), ...category };
    }

    handleText() {
        this.judge();
    }

    handleFiles(event) {
        this.files = [...event.target.files];
        this.judge();
    }

    judge() {
        if (this.check) {
            this.check.ticket = this.ticket;
            this.check.files = this.files;
        } else if (this.frameOpen) {
            this.report = undefined;
            this.checking = new Promise((resolve) => {
                this.checked = resolve;
            });
            const frame = this.template.querySelector('.frame').contentWindow;
            frame.postMessage({ portcheck: 'check', files: this.files, ticket: this.ticket }, new URL(this.frameUrl).origin);
        }
    }

    heard({ source, origin, data }) {
        const frame = this.template.querySelector('.frame');
        if (!frame || source !== frame.contentWindow || origin !== new URL(this.frameUrl).origin) return;
        if (data.portcheck === 'ready') {
            this.frameOpen = true;
            this.judge();
        } else if (data.portcheck === 'height') {
            this.frameHeight = data.px;
        } else if (data.portcheck === 'report') {
            this.report = data.report;
            this.blocked = data.report?.verdict === 'blocked';
            this.checked();
        }
    }

    // True: errors hold the request back, as `policy` says.
    async held() {
        const tooLong = new Promise((resolve) => {
            // eslint-disable-next-line @lwc/lwc/no-async-operation
            setTimeout(resolve, patienceMs, 'late');
        });
        if (this.check) {
            await Promise.race([this.check.settled(), tooLong]);
            return this.check.hold(); // by itself it holds only a form whose events it is shown
        }
        const late = await Promise.race([this.checking, tooLong]);
        if (late && this.policy === 'block' && this.blocked) {
            this.said = 'Not sent yet: the check takes longer than usual, and the one before it found problems. Wait for it, then send again.';
            return true;
        }
        if (this.policy === 'observe' || this.report?.verdict !== 'blocked') return false;
        if (this.policy === 'warn' && this.warned === this.report) return false;
        this.warned = this.report;
        this.said = this.policy === 'warn' ? 'Not sent yet: fix what you can, or send again to send it as it is.' : 'Not sent yet: fix the problems, then send again.';
        return true;
    }

    async handleSubmit(event) {
        event.preventDefault();
        if (this.sending || (await this.held())) return;
        this.sending = true;
        this.said = 'Sending your request…';
        try {
            const { subject, description } = this.ticket;
            const caseId = await createCase({ subject, description, reason: category.reason, subCategory: category.sub_category });
            for (const file of this.files) {
                const base64 = await this.base64Of(file);
                await addFile({ caseId, name: file.name, base64 });
            }
            this.said = 'Thank you. We answer within one business day.';
            this.dispatchEvent(new CustomEvent('sent', { detail: { caseId } }));
        } catch (error) {
            this.said = `This could not be sent: ${error.body?.message ?? error.message}`;
        }
        this.sending = false;
    }

    base64Of(file) {
        return new Promise((resolve, reject) => {
            const reader = new FileReader();
            reader.onload = () => resolve(reader.result.split(',')[1] ?? '');
            reader.onerror = () => reject(reader.error);
            reader.readAsDataURL(file);
        });
    }
}
