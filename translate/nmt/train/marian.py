"""A student under the names that Marian gives its parts."""
import numpy as np

import container
from quantize import quantize

CONFIG = """bert-train-type-embeddings: true
bert-type-vocab-size: 2
dec-cell: ssru
dec-cell-base-depth: 2
dec-cell-high-depth: 1
dec-depth: {dec}
dim-emb: {dim}
dim-rnn: 1024
dim-vocabs:
  - {vocab}
  - {vocab}
enc-cell: gru
enc-cell-depth: 1
enc-depth: {enc}
enc-type: bidirectional
factors-combine: sum
factors-dim-emb: 0
input-types:
  []
layer-normalization: false
lemma-dim-emb: 0
output-omit-bias: false
right-left: false
skip: false
tied-embeddings: false
tied-embeddings-all: true
tied-embeddings-src: false
transformer-aan-activation: swish
transformer-aan-depth: 2
transformer-aan-nogate: false
transformer-decoder-autoreg: rnn
transformer-depth-scaling: false
transformer-dim-aan: 2048
transformer-dim-ffn: {ffn}
transformer-ffn-activation: relu
transformer-ffn-depth: 2
transformer-guided-alignment-layer: last
transformer-heads: {heads}
transformer-no-projection: false
transformer-pool: false
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-tied-layers:
  []
transformer-train-position-embeddings: false
transformer-train-positions: false
type: transformer
ulr: false
ulr-dim-emb: 0
ulr-trainable-transformation: false
version: v1.9.56 kilas
"""
TABLE, OUTPUT_BIAS = 'Wemb', 'decoder_ff_logit_out_b'


def products(model):
    """(name of the weights, name of the bias or None, Affine) of every product but the output's."""
    def attention(prefix, layer):
        for letter, part in zip('qkvo', (layer.query, layer.key, layer.value, layer.out)):
            yield f'{prefix}_W{letter}', f'{prefix}_b{letter}', part

    def feed(prefix, layer):
        yield f'{prefix}_ffn_W1', f'{prefix}_ffn_b1', layer.up
        yield f'{prefix}_ffn_W2', f'{prefix}_ffn_b2', layer.down
    for i, layer in enumerate(model.encoder, 1):
        yield from attention(f'encoder_l{i}_self', layer.attention)
        yield from feed(f'encoder_l{i}', layer.feed)
    for i, layer in enumerate(model.decoder, 1):
        yield f'decoder_l{i}_rnn_W', None, layer.history.cell
        yield f'decoder_l{i}_rnn_Wf', f'decoder_l{i}_rnn_bf', layer.history.forget
        yield from attention(f'decoder_l{i}_context', layer.context)
        yield from feed(f'decoder_l{i}', layer.feed)


def norms(model):
    """(name, Norm) of every layer normalization."""
    for i, layer in enumerate(model.encoder, 1):
        yield f'encoder_l{i}_self_Wo_ln', layer.attention.norm
        yield f'encoder_l{i}_ffn_ffn_ln', layer.feed.norm
    for i, layer in enumerate(model.decoder, 1):
        yield f'decoder_l{i}_rnn_ffn_ln', layer.history.norm
        yield f'decoder_l{i}_context_Wo_ln', layer.context.norm
        yield f'decoder_l{i}_ffn_ffn_ln', layer.feed.norm


def array(tensor):
    return tensor.detach().cpu().numpy()


def items(model, alphas):
    """The items of the model file. `alphas`: {weights' name: multiplier of the activations}."""
    out = []
    for name, bias, part in products(model):
        weights = quantize(array(part.weight))          # (outputs, inputs), the order of the bytes
        out += [container.matrix(name, weights, weights.bytes.shape[::-1]),
                container.floats(name + '_QuantMultA', alphas[name])]
        if bias:
            out.append(container.floats(bias, array(part.bias)))
    for name, norm in norms(model):
        out += [container.floats(name + '_scale', array(norm.weight)), container.floats(name + '_bias', array(norm.bias))]
    out += [container.matrix(TABLE, quantize(array(model.table))),
            container.matrix(TABLE + '_QuantMultA', quantize(np.array([[alphas[TABLE]]]))),
            container.floats('none_QuantMultA', alphas[TABLE]),
            container.floats(OUTPUT_BIAS, array(model.output.bias))]
    out.sort(key=lambda item: item.name)
    return out + [container.text('special:model.yml', CONFIG.format(**model.config))]
