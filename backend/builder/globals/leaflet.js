(module) => {
  // Leaflet looks for its pictures beside its style sheet (leafletjs.com/reference.html#icon-default).
  const leaflet = module?.default?.Icon ? module.default : module;
  if (!leaflet?.Icon?.Default || !"{{dist/images/marker-icon.png}}") return;
  leaflet.Icon.Default.imagePath = "";
  leaflet.Icon.Default.mergeOptions({
    iconUrl: "{{dist/images/marker-icon.png}}",
    iconRetinaUrl: "{{dist/images/marker-icon-2x.png}}",
    shadowUrl: "{{dist/images/marker-shadow.png}}",
  });
}
