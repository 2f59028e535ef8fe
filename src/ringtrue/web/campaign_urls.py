"""The addresses of a campaign, its claims and its materials."""

from __future__ import annotations

from django.urls import path

from ringtrue.web.views import campaign, campaign_actions, dossier, material, meaning, proof

_MATERIAL = "campaigns/<slug:slug>/materials/<int:number>/"

urlpatterns = [
    path("materials/new/", material.new_material, name="new-material"),
    path("materials/look/", material.look, name="look"),
    path("campaigns/<slug:slug>/", campaign.campaign, name="campaign"),
    path("campaigns/<slug:slug>/dossier/", dossier.campaign_dossier, name="campaign-dossier"),
    path("campaigns/<slug:slug>/<slug:part>/", campaign.campaign, name="campaign"),
    path("campaigns/<slug:slug>/proofs/<int:number>/file/", proof.proof_file, name="proof-file"),
    path("campaigns/<slug:slug>/do/<slug:what>/", campaign_actions.act, name="act"),
    path("campaigns/<slug:slug>/review/progress/", campaign.review_progress, name="progress"),
    path("campaigns/<slug:slug>/claims/<str:at>/", campaign.claim, name="claim"),
    path("campaigns/<slug:slug>/claims/<str:at>/meanings/", campaign.meanings, name="meanings"),
    path("campaigns/<slug:slug>/claims/<str:at>/standard/", meaning.mean, name="mean-promise"),
    path("campaigns/<slug:slug>/materials/new/", material.new_material, name="new-material"),
    path("campaigns/<slug:slug>/materials/look/", material.look, name="look"),
    path(_MATERIAL, material.new_material, name="new-material"),
    path(f"{_MATERIAL}look/", material.look, name="look"),
    path(
        "campaigns/<slug:slug>/materials/<int:number>/versions/", material.versions, name="versions"
    ),
]
