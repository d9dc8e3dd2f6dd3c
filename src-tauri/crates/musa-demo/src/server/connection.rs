//! Owns the raw side of a connection: a listener whose connections can be cut on purpose.
//!
//! A cut must be exact, or tests that count bytes become a matter of luck. hyper calls
//! `poll_flush` on the socket only after every buffered byte was written, so a connection told to
//! close at the next flush has sent exactly what was put before, and nothing else.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

const OPEN: u8 = 0;
const CLOSE_AT_FLUSH: u8 = 1;
const CLOSED: u8 = 2;

/// The handler's hold on the connection that its request came by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wire(Arc<AtomicU8>);

impl Wire {
    /// No further byte is written: the next write fails and hyper drops the connection.
    pub(crate) fn cut_now(&self) {
        self.0.store(CLOSED, Ordering::SeqCst);
    }

    /// What is buffered is still written, then the connection is dropped.
    pub(crate) fn cut_after_flush(&self) {
        self.0.store(CLOSE_AT_FLUSH, Ordering::SeqCst);
    }

    fn state(&self) -> u8 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for Wire {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        stream.io().wire.clone()
    }
}

/// A TCP listener that hands out [`CuttableStream`]s.
pub(crate) struct CuttableListener(pub(crate) TcpListener);

impl Listener for CuttableListener {
    type Io = CuttableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    if let Err(error) = stream.set_nodelay(true) {
                        tracing::debug!(%error, "the connection keeps Nagle's algorithm");
                    }
                    return (
                        CuttableStream {
                            stream,
                            wire: Wire::default(),
                        },
                        address,
                    );
                }
                Err(error) => {
                    // Out of file descriptors, usually: waiting is all that can help.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A connection that ends when its [`Wire`] says so.
pub(crate) struct CuttableStream {
    stream: TcpStream,
    wire: Wire,
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "cut by a demo fault")
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.wire.state() == CLOSED {
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.wire.state() == CLOSED {
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.wire.state() != OPEN {
            self.wire.cut_now();
            return Poll::Ready(Err(cut()));
        }
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
