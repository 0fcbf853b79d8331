// A finger signature: strokes go into a hidden field as "x,y x,y;x,y x,y" on a field 1000 wide and 400 high
// (rules/strokes.py). Without this script the page says to sign on paper.
{
  const WIDTH = 1000;
  const HEIGHT = 400;
  const NEAR = 5; // Points nearer than this to the last one say nothing new.
  const LONGEST = 19_000; // The server takes 20,000 characters.

  const start = (box) => {
    const field = box.querySelector("[name=signature]");
    const pad = box.querySelector("[data-sign-pad]");
    const canvas = pad.querySelector("canvas");
    const pen = canvas.getContext && canvas.getContext("2d");
    if (!pen || !window.PointerEvent) return;
    box.querySelector("[data-sign-none]").hidden = true;
    for (const shown of box.querySelectorAll("[data-sign-pad], [data-sign-paper]")) shown.hidden = false;
    box.querySelector("[name=pad]").value = "1";

    const read = () => field.value.split(";").filter(Boolean)
      .map((stroke) => stroke.split(" ").map((point) => point.split(",").map(Number)));
    let strokes = read();
    let drawing = null; // The pointer that is writing: a second finger or the palm draws nothing.

    const draw = () => {
      const scale = canvas.clientWidth * (window.devicePixelRatio || 1) / WIDTH;
      canvas.width = Math.round(WIDTH * scale);
      canvas.height = Math.round(HEIGHT * scale);
      pen.scale(scale, scale);
      pen.lineWidth = 8;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#16211f";
      for (const stroke of strokes) {
        pen.beginPath();
        pen.moveTo(...stroke[0]);
        for (const point of stroke) pen.lineTo(...point);
        pen.stroke();
      }
      pad.classList.toggle("is-signed", strokes.length > 0);
    };
    const keep = () => { field.value = strokes.map((stroke) => stroke.join(" ")).join(";"); };
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    const place = (event) => {
      const area = canvas.getBoundingClientRect();
      return [
        within((event.clientX - area.left) / area.width * WIDTH, WIDTH),
        within((event.clientY - area.top) / area.height * HEIGHT, HEIGHT),
      ];
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (drawing !== null || event.button > 0 || field.value.length > LONGEST) return;
      event.preventDefault();
      drawing = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
      strokes.push([place(event)]);
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerId !== drawing || field.value.length > LONGEST) return;
      const stroke = strokes[strokes.length - 1];
      const passed = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      for (const one of passed.length ? passed : [event]) {
        const [x, y] = place(one);
        const [lastX, lastY] = stroke[stroke.length - 1];
        if (Math.abs(x - lastX) + Math.abs(y - lastY) >= NEAR) stroke.push([x, y]);
      }
      keep();
      draw();
    });
    const lift = (event) => {
      if (event.pointerId !== drawing) return;
      drawing = null;
      keep();
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    box.querySelector("[data-sign-clear]").addEventListener("click", () => {
      strokes = [];
      keep();
      draw();
    });
    window.addEventListener("resize", draw);
    // A page brought back by the back button has its field filled after this script ran.
    window.addEventListener("pageshow", () => { strokes = read(); draw(); });
    draw();
  };

  for (const box of document.querySelectorAll("[data-sign]")) start(box);
}
