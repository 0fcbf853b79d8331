"""A leaflet point, a material and copies of it in the house that every address is tried in."""

from events.models import Activity, Material, MaterialCount, Point


def points_of(activity: Activity, *, mark: str) -> tuple[dict[str, object], dict[str, object]]:
    """What the addresses of leaflets are filled with, and the ids that a form may name."""
    point = Point.objects.create(activity=activity, name=f"{mark} базар")
    leaflet = Material.objects.create(activity=activity, kind="leaflet", title=f"{mark} парақша", printed=9)
    MaterialCount.objects.create(material=leaflet, point=point, day=activity.starts_on, handed_out=4)
    return {"events:copies": {"pk": leaflet.pk}}, {"point": point.pk, "material": leaflet.pk, "pk": point.pk}
