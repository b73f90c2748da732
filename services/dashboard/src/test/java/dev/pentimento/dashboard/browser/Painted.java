package dev.pentimento.dashboard.browser;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** What the page's scripts painted on canvases, which no element tells. */
final class Painted {
    private static final String RECORD = """
            window.painted = [];
            const prototype = CanvasRenderingContext2D.prototype;
            const where = context => context.canvas.closest('[id]')?.id ?? '';
            const fillText = prototype.fillText;
            prototype.fillText = function (text, x, y, ...more) {
              const width = this.measureText(text).width;
              const left = this.getTransform().e + (this.textAlign === 'right' || this.textAlign === 'end' ? x - width
                  : this.textAlign === 'center' ? x - width / 2 : x);
              window.painted.push({kind: 'text', in: where(this), text: String(text), left, right: left + width,
                  top: y, size: parseFloat(this.font.match(/[0-9.]+px/)[0]), canvas: this.canvas});
              return fillText.call(this, text, x, y, ...more);
            };
            const fill = prototype.fill;
            prototype.fill = function (...of) {
              window.painted.push({kind: 'fill', in: where(this), alpha: this.globalAlpha, canvas: this.canvas});
              return fill.apply(this, of);
            };""";

    private final ChromeDriver chromium;
    private final Object script;

    /** From the next load of a page on. */
    Painted(ChromeDriver chromium) {
        this.chromium = chromium;
        script = chromium.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", RECORD))
                .get("identifier");
    }

    void stop() {
        chromium.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    /** @param chart the chart's id */
    List<String> texts(String chart) {
        return list("one => one.text", "text", chart);
    }

    /** Texts that begin left of their canvas, where they are cut. */
    @SuppressWarnings("unchecked")
    List<String> cut() {
        return (List<String>) chromium.executeScript("""
                return window.painted.filter(one => one.kind === 'text' && one.text && one.left < 0)
                    .map(one => `${one.in}: ${one.text} begins at ${one.left}`);""");
    }

    /** How opaque the points were drawn. */
    List<Number> opacities(String chart) {
        return list("one => one.alpha", "fill", chart);
    }

    /** Sizes of the texts, in pixels. */
    List<Number> sizes(String chart) {
        return list("one => one.size", "text", chart);
    }

    /** Pairs of texts that cover each other, among those that match. */
    @SuppressWarnings("unchecked")
    List<String> overlapping(String chart, String pattern) {
        return (List<String>) chromium.executeScript("""
                const texts = window.painted.filter(one => one.kind === 'text' && one.in === arguments[0] && new RegExp(arguments[1]).test(one.text));
                const last = [...new Map(texts.map(one => [one.text, one])).values()];
                return last.flatMap((a, index) => last.slice(index + 1)
                    .filter(b => Math.abs(a.top - b.top) < a.size && a.left < b.right && b.left < a.right)
                    .map(b => `${a.text} and ${b.text}`));""", chart, pattern);
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(String read, String kind, String chart) {
        return (List<T>) chromium.executeScript(
                "return window.painted.filter(one => one.kind === arguments[0] && one.in === arguments[1]).map(" + read
                        + ")",
                kind,
                chart);
    }
}
