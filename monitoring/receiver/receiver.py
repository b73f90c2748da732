"""An example of a webhook's receiver: it prints each message once. Used by the service `receiver` of docker-compose.yml."""
import json
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEEP = 10_000
LARGEST = 1_000_000
seen = OrderedDict()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers.get("Content-Length", 0))
        if size > LARGEST:
            return self.answer(413)
        try:
            message = json.loads(self.rfile.read(size))
        except ValueError:
            return self.answer(400)
        # Pentimento delivers at least once: the id tells a repeated delivery. Alertmanager's messages have none.
        message_id = message.get("id")
        if message_id is None or message_id not in seen:
            print(self.path, json.dumps(message), flush=True)
        if message_id is not None:
            seen[message_id] = True
            if len(seen) > KEEP:
                seen.popitem(last=False)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *of):
        pass


ThreadingHTTPServer(("", 8080), Receiver).serve_forever()
