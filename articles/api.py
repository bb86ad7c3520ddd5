from django.http import HttpResponse


def articles(request):
    return HttpResponse()


def article(request, pk):
    return HttpResponse()
