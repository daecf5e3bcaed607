let particles = [];
let slider, label;

function setup() {
  createCanvas(600, 300);
  colorMode(HSB);
  slider = createSlider(1, 20, 5);
  label = createP('Particles: 0');
  const clear = createButton('Clear all');
  clear.mousePressed(() => { particles = []; });
}

function mousePressed() {
  if (mouseY > height || mouseY < 0) return;
  for (let i = 0; i < slider.value(); i++) particles.push({ p: createVector(mouseX, mouseY), v: p5.Vector.random2D().mult(random(1, 3)), h: random(360) });
}

function draw() {
  background(220, 30, 15);
  noStroke();
  for (const it of particles) {
    it.p.add(it.v);
    if (it.p.x < 0 || it.p.x > width) it.v.x *= -1;
    if (it.p.y < 0 || it.p.y > height) it.v.y *= -1;
    fill(it.h, 80, 90);
    circle(it.p.x, it.p.y, 12);
  }
  label.html(`Particles: ${particles.length}`);
}
