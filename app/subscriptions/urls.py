from __future__ import annotations

from django.urls import path

from app.landing.views import pricing
from app.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("pricing/", pricing, name="pricing"),
    path("checkout/<int:plan_id>/", views.checkout, name="checkout"),
    path("payment/create/", views.create_payment, name="create_payment"),
    path("payment/finish/", views.payment_finish, name="payment_finish"),
    path("webhook/midtrans/", views.midtrans_notification, name="webhook_midtrans"),
]
