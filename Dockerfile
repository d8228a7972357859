# Hearsay with its notebooks, for Docker, Binder and Codespaces alike: the same two steps that the README has.
#     docker build -t hearsay . && docker run -p 127.0.0.1:8888:8888 hearsay
FROM python:3.11-slim

RUN apt-get update && apt-get install --yes --no-install-recommends git make && rm -rf /var/lib/apt/lists/*

# Binder names the user and the number that it runs as; elsewhere these serve.
ARG NB_USER=reader
ARG NB_UID=1000
RUN useradd --create-home --uid "$NB_UID" "$NB_USER"
COPY --chown=$NB_UID . /home/$NB_USER/hearsay
WORKDIR /home/$NB_USER/hearsay
RUN chown "$NB_UID" .
USER $NB_UID

RUN make .venv/.ready
ENV PATH=/home/$NB_USER/hearsay/.venv/bin:$PATH

EXPOSE 8888
CMD ["make", "lab", "LAB=--ip=0.0.0.0 --no-browser"]
