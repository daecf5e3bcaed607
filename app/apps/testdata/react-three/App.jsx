const React = require('react');
const { useState, useEffect, useRef } = React;
import * as THREE from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls';
import * as d3 from 'd3';
import * as math from 'mathjs';
import Papa from 'papaparse';

function Scene({ color }) {
  const mount = useRef(null);
  const [state, setState] = useState('starting');
  useEffect(() => {
    const scene = new THREE.Scene();
    const camera = new THREE.PerspectiveCamera(75, 2, 0.1, 100);
    camera.position.z = 3;
    const mesh = new THREE.Mesh(new THREE.TorusKnotGeometry(0.8, 0.2, 64, 8), new THREE.MeshNormalMaterial());
    scene.add(mesh);
    let renderer, frame;
    try {
      renderer = new THREE.WebGLRenderer();
      renderer.setSize(400, 200);
      mount.current.appendChild(renderer.domElement);
      const controls = new OrbitControls(camera, renderer.domElement);
      const loop = () => { frame = requestAnimationFrame(loop); mesh.rotation.y += 0.01; controls.update(); renderer.render(scene, camera); };
      loop();
      setState('drawing ' + color);
    } catch (e) { setState('drawing without WebGL ' + color); }
    return () => { cancelAnimationFrame(frame); renderer && renderer.domElement.remove(); renderer && renderer.dispose(); };
  }, [color]);
  return <div className="border rounded"><div ref={mount} />{state}</div>;
}

const App = () => {
  const [color, setColor] = useState('red');
  const rows = Papa.parse('a,b\n1,2\n3,4', { header: true, dynamicTyping: true }).data;
  return (
    <div className="p-4">
      <Scene color={color} />
      <button className="mt-2 px-3 py-1 bg-blue-600 text-white rounded" onClick={() => setColor('blue')}>Make it blue</button>
      <p>Mean {d3.mean(rows, r => r.b)} and {math.format(math.evaluate('sqrt(16)'))}, {math.evaluate('2 inch to cm').toString()}</p>
    </div>
  );
};

export default App;
